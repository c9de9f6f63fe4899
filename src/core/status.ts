/**
 * Strong Kleene three-valued logic over criterion statuses (invariant I-1 of the clinical rules).
 * `unknown` is an answer: it says that data are missing, and never turns into `not-met` on its own.
 */
export type Status = 'met' | 'not-met' | 'unknown';

/** Conjunction: one `not-met` settles it, however much is unknown. Empty: `met`. */
export function all(statuses: Iterable<Status>): Status {
  let result: Status = 'met';
  for (const status of statuses) {
    if (status === 'not-met') return 'not-met';
    if (status === 'unknown') result = 'unknown';
  }
  return result;
}

/** Disjunction: one `met` settles it. Empty: `not-met`. */
export function any(statuses: Iterable<Status>): Status {
  let result: Status = 'not-met';
  for (const status of statuses) {
    if (status === 'met') return 'met';
    if (status === 'unknown') result = 'unknown';
  }
  return result;
}

/** Negation; `unknown` stays `unknown`. */
export function not(status: Status): Status {
  if (status === 'unknown') return 'unknown';
  return status === 'met' ? 'not-met' : 'met';
}

/** At least `count` are met; `not-met` once that is out of reach. */
export function atLeast(count: number, statuses: Iterable<Status>): Status {
  let met = 0;
  let open = 0;
  for (const status of statuses) {
    if (status === 'met') met += 1;
    if (status === 'unknown') open += 1;
  }
  if (met >= count) return 'met';
  return met + open >= count ? 'unknown' : 'not-met';
}

/** TRUE needs the sure reading, FALSE needs the possible one to fail; between them lies `unknown`. */
export function between(sure: boolean, possible: boolean): Status {
  if (sure) return 'met';
  return possible ? 'unknown' : 'not-met';
}
