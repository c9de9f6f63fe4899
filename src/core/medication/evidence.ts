/** How a treatment is shown on a card. */
import type { Evidence } from '../assessment.js';
import { formatRange } from '../time.js';
import type { Amount } from './amount.js';
import { isGiven } from './interval.js';
import type { ExposureSource, Interval } from './interval.js';

const PER: Readonly<Record<Amount['per'], string>> = { patient: '', kilogram: '/kg', 'square-metre': '/m2' };
const DAYS_A_WEEK = 7;

const DOSE_PATH: Readonly<Record<ExposureSource, string>> = {
  MedicationRequest: 'MedicationRequest.dosageInstruction',
  MedicationDispense: 'MedicationDispense.dosageInstruction',
  MedicationStatement: 'MedicationStatement.dosage',
  MedicationAdministration: 'MedicationAdministration.dosage',
  Immunization: 'Immunization.doseQuantity',
};

interface Shown {
  readonly value: number;
  readonly unit: string;
  /** `/d`, `/wk`, or nothing for a single dose. */
  readonly each: '' | '/d' | '/wk';
}

/** The dose as the record speaks of it: an occasion, a week or a day. */
function shown(interval: Interval): Shown | undefined {
  const { dose, timing, perOccasion } = interval;
  if (isGiven(interval))
    return perOccasion && { value: short(perOccasion.milligrams), unit: `mg${PER[perOccasion.per]}`, each: '' };
  if (!dose) return undefined;
  const isWeekly = timing?.isWeekly === true;
  const value = isWeekly ? dose.milligrams * DAYS_A_WEEK : dose.milligrams;
  return { value: short(value), unit: `mg${PER[dose.per]}`, each: isWeekly ? '/wk' : '/d' };
}

const short = (value: number): number => Number(value.toPrecision(6));

const EACH_WORDS: Readonly<Record<Shown['each'], string>> = { '': '', '/d': ' a day', '/wk': ' a week' };

export function doseText(interval: Interval): string {
  const dose = shown(interval);
  return dose ? `${dose.value} ${dose.unit}${EACH_WORDS[dose.each]}` : 'dose not known';
}

function datesOf(interval: Interval): string {
  const { start, sureEnd, occasions } = interval;
  const [given] = isGiven(interval) ? occasions : [];
  if (given) return formatRange(given.on);
  const from = formatRange(start);
  const to = sureEnd >= start.latest ? formatRange({ earliest: sureEnd, latest: sureEnd }) : 'end not certain';
  return from === to ? from : `${from}/${to}`;
}

export function evidenceOf(interval: Interval): Evidence {
  const { product, drug, reference, source, isUndated } = interval;
  const dose = shown(interval);
  return {
    label: product === '' ? drug.title : product,
    value: dose?.value ?? null,
    ...(dose ? { unit: `${dose.unit}${dose.each}` } : {}),
    ...(isUndated ? {} : { date: datesOf(interval) }),
    reference,
    path: DOSE_PATH[source],
  };
}
