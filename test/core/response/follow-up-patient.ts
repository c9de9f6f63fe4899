/** A patient after schedule A whose core set is given in one line: MMT-8, physician, patient, HAQ, CK, aldolase, extramuscular. */
import { patient, quantity } from '../../patient.js';
import type { PatientBuilder } from '../../patient.js';

export type CoreSetRow = readonly [
  mmt8: number | null,
  physician: number | null,
  patient: number | null,
  haq: number | null,
  ck: number | null,
  aldolase?: number | null,
  extramuscular?: number | null,
];

export interface Limits {
  readonly ck: number;
  readonly aldolase: number;
}
export const PAPER: Limits = { ck: 173, aldolase: 7.5 };

export function coreSet(built: PatientBuilder, row: CoreSetRow, day: number, limits: Limits = PAPER): PatientBuilder {
  const [mmt8, physician, patientGlobal, haq, ck, aldolase = null, extramuscular = null] = row;
  if (mmt8 !== null) built.score('mmt8-total', mmt8, day);
  if (physician !== null) built.score('physician-global-vas', physician, day, 'cm');
  if (patientGlobal !== null) built.score('patient-global-vas', patientGlobal, day, 'cm');
  if (haq !== null) built.score('haq-di', haq, day);
  if (ck !== null) built.lab('2157-6', ck, limits.ck, day);
  if (aldolase !== null) built.lab('1761-6', aldolase, limits.aldolase, day);
  if (extramuscular !== null) built.score('mdaat-extramuscular-vas', extramuscular, day, 'cm');
  return built;
}

/** Polymyositis, 2 x 1000 mg, the first infusion `day0` days before the assessment. */
export function treated(day0 = 180): PatientBuilder {
  return patient()
    .condition('M33.20')
    .given('rituximab', quantity(1000, 'mg'), day0)
    .given('rituximab', quantity(1000, 'mg'), day0 - 14);
}

/** Day 0 was 180 days ago, the follow-up is on the day of week 24. */
export function followed(baseline: CoreSetRow, followUp: CoreSetRow, limits: Limits = PAPER): PatientBuilder {
  return coreSet(coreSet(treated(), baseline, 187, limits), followUp, WEEK_24, limits);
}

export const WEEK_24 = 180 - 168;
