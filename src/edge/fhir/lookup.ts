/** One prefetch key read from the server: the template's searches or read, the scopes that allow them, the pages. */
import { textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import type { FetchFailure } from './failure.js';
import { getResource } from './get-resource.js';
import { readPages, underBase } from './pages.js';
import type { Pages } from './pages.js';
import type { Session } from './session.js';
import type { Query } from './template.js';

/** `value`: what the client might have sent for the key; undefined when nothing could be read. */
export interface LookedUp {
  readonly value: JsonObject | undefined;
  readonly failure: FetchFailure | undefined;
}

const nothing = (failure: FetchFailure): LookedUp => ({ value: undefined, failure });

export async function lookUp(session: Session, query: Query): Promise<LookedUp> {
  const { vendor, permissionFor } = session.access;
  if (vendor.notOffered.includes(query.type)) return nothing('not-offered');
  const permission = permissionFor(query.type, query.kind);
  if (permission === 'none') return nothing('out-of-scope');
  if (query.kind === 'read') return readOne(session, query);
  const parts = await Promise.all(query.paths.map((path) => readPages(session, path)));
  return searchset(permission === 'restricted' ? [...parts, RESTRICTED] : parts);
}

/** What a scope with a condition hides may be on file all the same (CH-073). */
const RESTRICTED: Pages = { entries: [], failure: 'out-of-scope' };

async function readOne(session: Session, { type, id, path }: Query & { kind: 'read' }): Promise<LookedUp> {
  const url = underBase(path, session.access.base);
  if (!url) return nothing('foreign-page');
  const got = await getResource(session, url);
  if (got.kind === 'failed') return nothing(got.failure);
  const isAsked = got.resource['resourceType'] === type && textOf(got.resource, 'id') === id;
  return isAsked ? { value: got.resource, failure: undefined } : nothing('unusable');
}

/** Parts of one search as one Bundle; where something is missing an OperationOutcome says so, as a server would. */
export function searchset(parts: readonly Pages[]): LookedUp {
  const entries = parts.flatMap((part) => part.entries);
  const failure = parts.find((part) => part.failure !== undefined)?.failure;
  if (failure !== undefined && entries.length === 0) return nothing(failure);
  const entry = failure === undefined ? entries : [...entries, incomplete(failure)];
  return { value: { resourceType: 'Bundle', type: 'searchset', entry }, failure };
}

/** The core reads it as: there may be more. */
function incomplete(failure: FetchFailure): JsonObject {
  const issue = [{ severity: 'error', code: 'incomplete', diagnostics: failure }];
  return { search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome', issue } };
}
