/** All pages of a search, as far as the caps reach; what was read before a failure is kept and said to be a part. */
import { listOf, textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import type { FetchFailure } from './failure.js';
import { getResource } from './get-resource.js';
import type { Session } from './session.js';

export interface Pages {
  /** Entries as received, matches and what came with them. */
  readonly entries: readonly unknown[];
  /** Why there may be more on file. */
  readonly failure: FetchFailure | undefined;
}

/** Follows `first` and its next links. */
export async function readPages(session: Session, first: string): Promise<Pages> {
  const entries: unknown[] = [];
  const seen = new Set<string>();
  let address: string | undefined = first;
  while (address !== undefined) {
    const url = underBase(address, session.access.base);
    if (!url) return { entries, failure: 'foreign-page' };
    // a server that hands out the same page again would be read for ever
    if (seen.has(url.href) || seen.size >= session.limits.mostPages) return { entries, failure: 'too-many-pages' };
    seen.add(url.href);
    const got = await getResource(session, url);
    if (got.kind === 'failed') return { entries, failure: got.failure };
    if (got.resource['resourceType'] !== 'Bundle') return { entries, failure: 'unusable' };
    // not spread: as arguments, a page of a hundred thousand would overflow the stack
    for (const entry of listOf(got.resource, 'entry')) entries.push(entry);
    address = nextPage(got.resource);
  }
  return { entries, failure: undefined };
}

/** Address of the next page of a searchset, which clients may hand on unread (CH-061). */
export function nextPage(bundle: JsonObject): string | undefined {
  const link = listOf(bundle, 'link').find((one) => textOf(one, 'relation') === 'next');
  return link === undefined ? undefined : textOf(link, 'url');
}

/** The address, absolute; undefined unless it lies under the server's base, where alone the token may go (CH-075). */
export function underBase(address: string, base: string): URL | undefined {
  if (!URL.canParse(address, `${base}/`)) return undefined;
  const url = new URL(address, `${base}/`);
  const isUnder = url.href.startsWith(`${base}/`) || url.href.startsWith(`${base}?`);
  return isUnder && url.username === '' && url.password === '' ? url : undefined;
}
