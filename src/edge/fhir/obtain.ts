/** What one look-up still lacks, obtained: the whole of it, its further pages, or the Medications it refers to. */
import { isObject, listOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { lookUp, searchset } from './lookup.js';
import type { LookedUp } from './lookup.js';
import { fetchMedications, openMedications } from './medications.js';
import { nextPage, readPages } from './pages.js';
import type { Received } from './received.js';
import type { Session } from './session.js';
import type { Query } from './template.js';

interface Wanted {
  readonly state: Received;
  /** As received. */
  readonly value: unknown;
  /** Undefined where a token of the template has no value here. */
  readonly query: Query | undefined;
}

export async function obtain(session: Session, wanted: Wanted): Promise<LookedUp> {
  const found = await read(session, wanted);
  if (!found.value) return found;
  return { ...found, value: await withMedications(session, found.value) };
}

async function read(session: Session, { state, value, query }: Wanted): Promise<LookedUp> {
  if (isObject(value) && state === 'medications-open') return { value, failure: undefined };
  if (!query) return { value: undefined, failure: 'no-access' };
  if (!isObject(value) || state !== 'first-page') return lookUp(session, query);
  if (session.access.permissionFor(query.type, query.kind) === 'none')
    return { value: undefined, failure: 'out-of-scope' };
  const rest = await readPages(session, nextPage(value) ?? '');
  return searchset([{ entries: listOf(value, 'entry'), failure: undefined }, rest]);
}

/** A Bundle with the Medications that it refers to and that the server gave, as a search with `_include` would. */
export async function withMedications(session: Session, bundle: JsonObject): Promise<JsonObject> {
  const open = openMedications(bundle, session.access.base);
  if (open.length === 0) return bundle;
  const medications = await fetchMedications(session, open);
  return medications.length === 0 ? bundle : { ...bundle, entry: [...listOf(bundle, 'entry'), ...medications] };
}
