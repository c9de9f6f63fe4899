/** Core set measures of the last 90 days and which are abnormal (clinical rules C.4). */
import { ENZYMES } from '../knowledge/value-set-ids.js';
import type { Parameter, Parameters } from '../knowledge/parameters.js';
import { reaches, tidy } from '../quantity.js';
import { all, any, atLeast } from '../status.js';
import type { Status } from '../status.js';
import type { FactContext } from './context.js';
import { refuseLookAlikes } from './look-alikes.js';
import { evidenceOf, latestReading } from './readings.js';
import type { Reading } from './readings.js';
import type { Evidence, MeasureId } from '../assessment.js';

export interface Measure {
  readonly id: MeasureId;
  readonly label: string;
  readonly abnormal: Status;
  readonly evidence: readonly Evidence[];
}

type Limits = Parameters['diseaseActivity'];

const BELOW = (reading: Reading, limit: Parameter<number>): Status => (reading.value < limit.value ? 'met' : 'not-met');

/** A bound decides only on its own side: `>8` is at least 8, `<1` is below 1. */
function fromLimit(reading: Reading, limit: number): Status {
  const { value, comparator } = reading;
  if (comparator?.startsWith('<')) return reaches(value, limit) ? 'unknown' : 'not-met';
  if (reaches(value, limit)) return 'met';
  return comparator === undefined ? 'not-met' : 'unknown';
}

function strength(context: FactContext, limits: Limits): Measure {
  const versions = [
    ['mmt8', 'MMT-8 (0–80)', limits.mmt8Below],
    ['mmt8-bilateral', 'MMT-8 bilateral (0–150)', limits.mmt8BilateralBelow],
    ['mmt24', 'MMT-24 (0–260)', limits.mmt24Below],
  ] as const;
  const found = versions.flatMap(([id, label, limit]) => {
    const reading = latestReading(context, id, id, limits.windowDays.value);
    return reading ? [{ reading, label, limit }] : [];
  });
  const newest = found.toSorted((a, b) => b.reading.on.latest - a.reading.on.latest)[0];
  if (!newest) return { id: 'mmt8', label: 'MMT-8', abnormal: 'unknown', evidence: [] };
  return {
    id: 'mmt8',
    label: newest.label,
    abnormal: BELOW(newest.reading, newest.limit),
    evidence: [evidenceOf(newest.reading, newest.label)],
  };
}

function scale(
  context: FactContext,
  limits: Limits,
  id: 'physician-global' | 'patient-global' | 'haq-di' | 'extramuscular-global',
  label: string,
  limit: Parameter<number>,
): Measure {
  const reading = latestReading(context, id, id === 'haq-di' ? 'haq-di' : 'vas', limits.windowDays.value);
  return {
    id,
    label,
    abnormal: reading ? fromLimit(reading, limit.value) : 'unknown',
    evidence: reading ? [evidenceOf(reading, label)] : [],
  };
}

/** The unit table of each enzyme; CK and aldolase have their own plausible ranges. */
export const ENZYME_TABLE: Readonly<Record<string, string>> = {
  'creatine-kinase': 'enzyme-creatine-kinase',
  aldolase: 'enzyme-aldolase',
};

/** The enzyme with the highest multiple of its own upper limit; one without a range cannot be judged (ruling 10). */
function enzyme(context: FactContext, limits: Limits): Measure {
  let worst: { readonly reading: Reading; readonly multiple: number } | undefined;
  for (const id of ENZYMES) {
    const reading = latestReading(context, id, ENZYME_TABLE[id] ?? 'enzyme', limits.windowDays.value);
    if (!reading) continue;
    if (reading.upperLimit === undefined) {
      context.ledger.refuse(reading.reference, 'no reference range: upper limit of normal unknown');
      continue;
    }
    const multiple = tidy(reading.value / reading.upperLimit);
    if (!worst || multiple > worst.multiple) worst = { reading, multiple };
  }
  if (!worst) return { id: 'muscle-enzyme', label: 'Muscle enzyme', abnormal: 'unknown', evidence: [] };
  const { reading, multiple } = worst;
  const abnormal = fromLimit({ ...reading, value: multiple }, limits.enzymeFromTimesUpperLimit.value);
  const label = `${reading.id} (${multiple.toFixed(1)} × upper limit ${reading.upperLimit ?? ''})`;
  return { id: 'muscle-enzyme', label, abnormal, evidence: [evidenceOf(reading, label)] };
}

export function measuresOf(context: FactContext): readonly Measure[] {
  const limits = context.parameters.diseaseActivity;
  refuseLookAlikes(context);
  return [
    strength(context, limits),
    scale(context, limits, 'physician-global', 'Physician global activity', limits.physicianGlobalFrom),
    scale(context, limits, 'patient-global', 'Patient global activity', limits.patientGlobalFrom),
    scale(context, limits, 'haq-di', 'HAQ-DI', limits.haqDiFrom),
    enzyme(context, limits),
    scale(context, limits, 'extramuscular-global', 'Extramuscular global activity', limits.extramuscularGlobalFrom),
  ];
}

const KEY_MEASURES: readonly Measure['id'][] = ['mmt8', 'physician-global', 'muscle-enzyme'];

/** C.4: enough abnormal measures, one of strength, physician global and enzyme among them. */
export function activityStatus(measures: readonly Measure[], limits: Limits): Status {
  const key = measures.filter(({ id }) => KEY_MEASURES.includes(id)).map(({ abnormal }) => abnormal);
  return all([
    atLeast(
      limits.minimumAbnormal.value,
      measures.map(({ abnormal }) => abnormal),
    ),
    any(key),
  ]);
}
