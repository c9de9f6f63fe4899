/** Weight, height and body surface: which reading holds for which day (clinical rules B.2 steps 4 and 5, R-42). */
import type { Reading } from './readings.js';
import { countedEntries, readingOf } from './readings.js';
import type { FactContext } from './context.js';
import { exceeds, tidy } from '../quantity.js';
import { parseFhirDate } from '../time.js';
import type { Day } from '../time.js';

export interface BodySurface {
  readonly m2: number;
  readonly formula: 'mosteller' | 'du-bois' | 'recorded';
  /** Both formulas, where they differ by more than a little. */
  readonly note?: string;
}

const DAYS_A_YEAR = 365.25;

/** sqrt(cm × kg / 3600) */
export function mosteller(centimetres: number, kilograms: number): number {
  return Math.sqrt((centimetres * kilograms) / 3600);
}

/** 0.007184 × cm^0.725 × kg^0.425 */
export function duBois(centimetres: number, kilograms: number): number {
  return 0.007184 * centimetres ** 0.725 * kilograms ** 0.425;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const distance = (reading: Reading, day: Day): number => Math.abs((reading.on.earliest + reading.on.latest) / 2 - day);

export class Body {
  readonly #context: FactContext;
  #weights: readonly Reading[] | undefined;
  #height: Reading | null | undefined;

  constructor(context: FactContext) {
    this.#context = context;
  }

  #allWeights(): readonly Reading[] {
    this.#weights ??= this.#readWeights();
    return this.#weights;
  }

  #readWeights(): readonly Reading[] {
    const context = this.#context;
    const { weightJumpPercent, weightJumpDays } = context.parameters.exposure;
    const readings = countedEntries(context, 'body-weight')
      .map((entry) => readingOf(context, 'body-weight', 'weight', entry))
      .filter((reading): reading is Reading => reading !== undefined && reading.comparator === undefined);
    for (const [index, newer] of readings.entries()) {
      const older = readings[index + 1];
      if (!older || newer.on.latest - older.on.latest > weightJumpDays.value) continue;
      const change = (Math.abs(newer.value - older.value) / older.value) * 100;
      if (change <= weightJumpPercent.value) continue;
      context.ledger.note(
        `Weight changes from ${tidy(older.value)} to ${tidy(newer.value)} kg within ${newer.on.latest - older.on.latest} days: check the unit (lb or kg).`,
      );
    }
    return readings;
  }

  /**
   * The weight that holds for a treatment started on `day`: the nearest in the window, or the median of those close
   * to the start where there are several. Undefined when none is near enough.
   */
  weightAt(day: Day): Reading | undefined {
    const { weightBeforeDays, weightAfterDays, weightMedianDays } = this.#context.parameters.exposure;
    const near = this.#allWeights().filter(
      ({ on }) => on.earliest >= day - weightBeforeDays.value && on.latest <= day + weightAfterDays.value,
    );
    const nearest = near.reduce<Reading | undefined>(
      (best, one) => (!best || distance(one, day) < distance(best, day) ? one : best),
      undefined,
    );
    if (!nearest) return undefined;
    const close = near.filter((one) => distance(one, day) <= weightMedianDays.value);
    return close.length < 2 ? nearest : { ...nearest, value: median(close.map(({ value }) => value)) };
  }

  /** Height at any time in adulthood: the newest. */
  height(): Reading | undefined {
    if (this.#height === undefined) {
      this.#height = null;
      for (const entry of countedEntries(this.#context, 'body-height', this.#adultFrom())) {
        const reading = readingOf(this.#context, 'body-height', 'height', entry);
        if (!reading) continue;
        this.#height = reading;
        break;
      }
    }
    return this.#height ?? undefined;
  }

  /** The first day on which the patient was surely grown up; undefined when the birth date is not known. */
  #adultFrom(): Day | undefined {
    const { record, calendar, parameters } = this.#context;
    const born = parseFhirDate(record.patient['birthDate'], calendar);
    return born && born.latest + Math.ceil(parameters.population.minimumAgeYears.value * DAYS_A_YEAR);
  }

  /** Body surface for a day; a recorded one is preferred when it is recent and agrees with the computed one (ruling 17). */
  surfaceAt(day: Day): BodySurface | undefined {
    const { bodySurfaceRecordedMaximumAgeDays, bodySurfaceRecordedTolerancePercent, bodySurfaceFormula } =
      this.#context.parameters.rituximab;
    const weight = this.weightAt(day);
    const height = this.height();
    const isDuBois = bodySurfaceFormula.value === 'du-bois';
    const computed = weight && height ? (isDuBois ? duBois : mosteller)(height.value, weight.value) : undefined;
    const note = weight && height && this.#formulasNote(height.value, weight.value);
    const noted = note === undefined ? {} : { note };
    const recorded = this.#recordedSurface(day, bodySurfaceRecordedMaximumAgeDays.value);
    if (recorded !== undefined) {
      const off = computed === undefined ? 0 : (Math.abs(recorded - computed) / computed) * 100;
      if (!exceeds(off, bodySurfaceRecordedTolerancePercent.value))
        return { m2: recorded, formula: 'recorded', ...noted };
      this.#context.ledger.note(
        `Recorded body surface ${recorded} m2 differs from the computed one by more than ${bodySurfaceRecordedTolerancePercent.value} %: computed used.`,
      );
    }
    return computed === undefined ? undefined : { m2: computed, formula: isDuBois ? 'du-bois' : 'mosteller', ...noted };
  }

  #formulasNote(centimetres: number, kilograms: number): string | undefined {
    const limit = this.#context.parameters.rituximab.bodySurfaceFormulasDifferPercent.value;
    const [one, other] = [mosteller(centimetres, kilograms), duBois(centimetres, kilograms)];
    if (!exceeds((Math.abs(one - other) / one) * 100, limit)) return undefined;
    return `Mosteller ${one.toFixed(2)} m2 and Du Bois ${other.toFixed(2)} m2 differ by more than ${limit} %`;
  }

  #recordedSurface(day: Day, maximumAge: number): number | undefined {
    for (const entry of countedEntries(this.#context, 'body-surface-area')) {
      if (!entry.on || entry.on.latest > day || entry.on.earliest < day - maximumAge) continue;
      const reading = readingOf(this.#context, 'body-surface-area', 'body-surface', entry);
      if (reading) return reading.value;
    }
    return undefined;
  }
}
