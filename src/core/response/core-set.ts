/** Every core set reading of a record, read once: what pairs, scores and pictures are made of (D.1). */
import type { MeasureId } from '../assessment.js';
import { ENZYME_TABLE } from '../facts/activity.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, readingOf } from '../facts/readings.js';
import type { Reading } from '../facts/readings.js';
import { ENZYMES } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';

/** One way in which a measure is taken: readings of different tracks are never compared with each other. */
export interface Track {
  readonly measure: MeasureId;
  readonly id: ValueSetId;
  readonly label: string;
  readonly unitTable: string;
}

export interface TrackReadings {
  readonly track: Track;
  /** Newest first. */
  readonly readings: readonly Reading[];
}

export type CoreSet = readonly TrackReadings[];

const ENZYME_LABEL: Readonly<Record<(typeof ENZYMES)[number], string>> = {
  'creatine-kinase': 'CK',
  aldolase: 'Aldolase',
  'lactate-dehydrogenase': 'LDH',
  'aspartate-aminotransferase': 'AST',
  'alanine-aminotransferase': 'ALT',
};

/** In the order of the contract; of one measure the preferred track first. */
const TRACKS: readonly Track[] = [
  { measure: 'mmt8', id: 'mmt8', label: 'MMT-8 (0–80)', unitTable: 'mmt8' },
  { measure: 'mmt8', id: 'mmt8-bilateral', label: 'MMT-8 bilateral (0–150)', unitTable: 'mmt8-bilateral' },
  { measure: 'mmt8', id: 'mmt24', label: 'MMT-24 (0–260)', unitTable: 'mmt24' },
  { measure: 'physician-global', id: 'physician-global', label: 'Physician global activity', unitTable: 'vas' },
  { measure: 'patient-global', id: 'patient-global', label: 'Patient global activity', unitTable: 'vas' },
  { measure: 'haq-di', id: 'haq-di', label: 'HAQ-DI', unitTable: 'haq-di' },
  ...ENZYMES.map((id) => ({
    measure: 'muscle-enzyme' as const,
    id,
    label: ENZYME_LABEL[id],
    unitTable: ENZYME_TABLE[id] ?? 'enzyme',
  })),
  {
    measure: 'extramuscular-global',
    id: 'extramuscular-global',
    label: 'Extramuscular global activity',
    unitTable: 'vas',
  },
];

export function coreSetOf(context: FactContext): CoreSet {
  return TRACKS.map((track) => ({
    track,
    readings: countedEntries(context, track.id).flatMap(
      (entry) => readingOf(context, track.id, track.unitTable, entry) ?? [],
    ),
  }));
}

/** What may be paired: nothing too old for every baseline, and no enzyme without its own upper limit (ruling 10). */
export function usableCoreSet(context: FactContext, all: CoreSet, from: number): CoreSet {
  const { ledger } = context;
  return all.map(({ track, readings }) => ({
    track,
    readings: readings.filter(({ on, reference, upperLimit }) => {
      if (on.latest < from) return false;
      if (track.measure !== 'muscle-enzyme' || upperLimit !== undefined) return true;
      ledger.refuse(reference, 'no reference range: upper limit of normal unknown');
      return false;
    }),
  }));
}

/** Measures of which a day holds a reading; a date that is not exact is no day. */
export function measuresByDay(coreSet: CoreSet, from: number, to: number): ReadonlyMap<number, ReadonlySet<MeasureId>> {
  const days = new Map<number, Set<MeasureId>>();
  for (const { track, readings } of coreSet) {
    for (const { on } of readings) {
      if (on.earliest !== on.latest || on.latest < from || on.latest > to) continue;
      const measures = days.get(on.latest);
      if (measures) measures.add(track.measure);
      else days.set(on.latest, new Set([track.measure]));
    }
  }
  return days;
}
