/** The stop list of the repeat in one place: which rules stop it, and which cannot be told. */
import type { Status } from '../status.js';

/** Rule → the criterion that judges it. S-05 is judged since day 0 here, not now (ruling 18). */
const STOPS: readonly (readonly [rule: string, criterion: string])[] = [
  ['S-07', 'no-recurrent-infection'],
  ['S-11', 'immunoglobulin-g-adequate'],
  ['S-14', 'no-severe-reaction'],
  ['S-14a', 'no-moderate-reaction'],
];
const SEVERE_INFECTION = 'S-05';

export interface Stops {
  readonly found: readonly string[];
  readonly open: readonly string[];
}

export function repeatStops(severeSinceDay0: Status, statuses: ReadonlyMap<string, Status>): Stops {
  const all: readonly (readonly [string, Status])[] = [
    [SEVERE_INFECTION, severeSinceDay0],
    ...STOPS.map(([rule, criterion]) => [rule, statuses.get(criterion) ?? 'unknown'] as const),
  ];
  const rules = (wanted: Status): readonly string[] =>
    all.filter(([, status]) => status === wanted).map(([rule]) => rule);
  return { found: rules('not-met'), open: rules('unknown') };
}
