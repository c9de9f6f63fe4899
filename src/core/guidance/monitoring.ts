/** When blood count, immunoglobulin and enzymes were last measured (A.9, S-33). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries } from '../facts/readings.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { within } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';
import type { CoreSet } from '../response/core-set.js';
import { formatRange } from '../time.js';
import type { Day, DayRange } from '../time.js';

export interface LastMeasured {
  readonly day: Day;
  readonly evidence: Evidence;
}

export interface Monitoring {
  readonly bloodCount: LastMeasured | undefined;
  readonly immunoglobulin: LastMeasured | undefined;
  readonly enzymes: LastMeasured | undefined;
  /** Immunoglobulin is being given: a measurement would show what was infused. */
  readonly isImmunoglobulinGiven: boolean;
}

const last = (label: string, on: DayRange, reference: string): LastMeasured => ({
  day: on.latest,
  evidence: { label, value: 'measured', date: formatRange(on), reference, path: 'Observation.effective' },
});

const later = (a: LastMeasured | undefined, b: LastMeasured | undefined): LastMeasured | undefined =>
  !a || (b && b.day > a.day) ? b : a;

function newestOf(context: FactContext, label: string, ids: readonly ValueSetId[]): LastMeasured | undefined {
  let newest: LastMeasured | undefined;
  for (const id of ids) {
    const [entry] = countedEntries(context, id);
    if (entry?.on) newest = later(newest, last(label, entry.on, entry.reference));
  }
  return newest;
}

export function monitoringOf(context: FactContext, coreSet: CoreSet, immunoglobulin: readonly Span[]): Monitoring {
  const { asOf, parameters } = context;
  let enzymes: LastMeasured | undefined;
  for (const { track, readings } of coreSet) {
    const [newest] = readings;
    if (track.measure === 'muscle-enzyme' && newest)
      enzymes = later(enzymes, last('Muscle enzyme', newest.on, newest.reference));
  }
  return {
    bloodCount: newestOf(context, 'Blood count', ['neutrophils', 'leukocytes']),
    immunoglobulin: newestOf(context, 'IgG', ['immunoglobulin-g']),
    enzymes,
    isImmunoglobulinGiven:
      within(immunoglobulin, asOf - parameters.safety.immunoglobulinConfoundsDays.value, asOf).length > 0,
  };
}
