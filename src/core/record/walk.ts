/** Every resource inside a Bundle, in order, however it is wrapped. */
import type { Coverage } from '../assessment.js';
import { asList, asObject, asText, isObject, listOf, textOf } from '../json.js';
import type { JsonObject } from '../json.js';

/** No server nests searchsets deeper than this; beyond it the input is a fault, not data. */
const DEEPEST = 16;

export interface Found {
  readonly resource: JsonObject;
  readonly fullUrl: string | undefined;
}

export interface Walk {
  readonly found: Found[];
  /** `partial` when a page was not read or the server reported an error beside the data. */
  coverage: Coverage;
  tooDeep: boolean;
  /** Resource types that a searchset answered without an entry, by its self link. */
  readonly answered: Set<string>;
}

/** `found` is where resources are added; several Bundles may share it. */
export function newWalk(found: Found[] = []): Walk {
  return { found, coverage: 'complete', tooDeep: false, answered: new Set() };
}

function isFailure(outcome: JsonObject): boolean {
  return listOf(outcome, 'issue').some((issue) => {
    const severity = textOf(issue, 'severity');
    return severity === 'error' || severity === 'fatal';
  });
}

const TYPE_IN_URL = /(?:^|\/)([A-Z][A-Za-z]+)(?:\?|$)/;

/** Walks one Bundle into `walk`. OperationOutcomes are read for what they say and are never data. */
export function walkBundle(bundle: JsonObject, walk: Walk, depth = 0): void {
  if (depth > DEEPEST) {
    walk.tooDeep = true;
    return;
  }
  for (const link of listOf(bundle, 'link')) {
    const relation = textOf(link, 'relation');
    if (relation === 'next') walk.coverage = 'partial';
    const type = relation === 'self' ? TYPE_IN_URL.exec(textOf(link, 'url') ?? '')?.[1] : undefined;
    if (type !== undefined) walk.answered.add(type);
  }
  for (const entry of asList(bundle['entry'])) {
    const { resource, fullUrl } = asObject(entry);
    if (isObject(resource)) visit(resource, asText(fullUrl), walk, depth);
  }
}

function visit(resource: JsonObject, fullUrl: string | undefined, walk: Walk, depth: number): void {
  const type = resource['resourceType'];
  if (type === 'Bundle') walkBundle(resource, walk, depth + 1);
  else if (type === 'OperationOutcome') {
    if (isFailure(resource)) walk.coverage = 'partial';
  } else if (typeof type === 'string') walk.found.push({ resource, fullUrl });
}
