/** Whether a dose is a full dose (clinical rules B.1), three-valued when weight or product leaves it open (rulings 7, 8). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, readingOf } from '../facts/readings.js';
import type { Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { exceeds, reaches, tidy } from '../quantity.js';
import { between } from '../status.js';
import type { Status } from '../status.js';
import type { Day } from '../time.js';
import type { DoseReading } from './regimen.js';

export interface FullDose {
  readonly status: Status;
  /** Dose in the unit of the threshold; null when it cannot be told. */
  readonly value: number | null;
  readonly threshold: Parameter<number>;
  readonly because: string | undefined;
}

const DAYS_A_WEEK = 7;

/** mg a day → the unit of a threshold, for a known weight; undefined for a unit that needs body size and has none. */
function inUnit(milligramsPerDay: number, unit: string, kilograms: number | undefined): number | undefined {
  if (unit === 'mg/d') return milligramsPerDay;
  if (unit === 'mg/wk') return milligramsPerDay * DAYS_A_WEEK;
  return kilograms === undefined ? undefined : milligramsPerDay / kilograms;
}

export class FullDoseJudge {
  readonly #context: FactContext;
  readonly #body: Body;

  constructor(context: FactContext, body: Body) {
    this.#context = context;
    this.#body = body;
  }

  /** A daily or weekly dose from `start` on, against the regimen's minimum. */
  judge(dose: DoseReading | undefined, regimen: Regimen, start: Day, isAttested: boolean): FullDose | undefined {
    const threshold = this.#context.parameters.fullDose[regimen.parameter];
    if (!threshold) return undefined;
    if (isAttested)
      return {
        status: 'met',
        value: this.#value(dose, threshold, start),
        threshold,
        because: 'maximum tolerated dose attested',
      };
    if (!dose) return { status: 'unknown', value: null, threshold, because: 'dose not known' };
    const weight = this.#body.weightAt(start)?.value;
    const needsWeight = threshold.unit.includes('/kg');
    const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } =
      this.#context.parameters.exposure;
    const sure = inUnit(dose.low, threshold.unit, weight ?? heaviest.value) ?? 0;
    const possible = inUnit(dose.high, threshold.unit, weight ?? lightest.value) ?? 0;
    const status = between(reaches(sure, threshold.value), reaches(possible, threshold.value));
    const value = needsWeight && weight === undefined ? null : tidy(sure);
    const because =
      needsWeight && weight === undefined
        ? status === 'unknown'
          ? 'no body weight near the start'
          : `holds for any weight from ${lightest.value} to ${heaviest.value} kg`
        : undefined;
    return { status, value, threshold, because };
  }

  #value(dose: DoseReading | undefined, threshold: Parameter<number>, start: Day): number | null {
    const value = dose && inUnit(dose.low, threshold.unit, this.#body.weightAt(start)?.value);
    return value === undefined ? null : tidy(value);
  }

  /** A trough level drawn during the treatment that stands for a full dose. */
  hasTrough(regimen: Regimen, from: Day, to: Day): boolean {
    const { trough } = regimen;
    const threshold = trough && this.#context.parameters.troughLevel[trough.parameter];
    if (!trough || !threshold) return false;
    const id = trough.valueSet as ValueSetId;
    return countedEntries(this.#context, id).some((entry) => {
      if (!entry.on || entry.on.earliest < from || entry.on.latest > to) return false;
      const reading = readingOf(this.#context, id, 'drug-level', entry);
      return reading !== undefined && reading.comparator === undefined && reaches(reading.value, threshold.value);
    });
  }

  /** What is wrong with a dose, if anything: a thousand times too small, or more than anyone gives. */
  plausibility(milligramsPerDay: number, parameter: string, start: Day): 'plausible' | 'slip' | 'too-high' {
    const { plausibleDose, exposure } = this.#context.parameters;
    const maximum = plausibleDose[parameter];
    if (!maximum) return 'plausible';
    const weight = this.#body.weightAt(start)?.value;
    const lightest = inUnit(milligramsPerDay, maximum.unit, weight ?? exposure.lightestAssumedKilograms.value) ?? 0;
    if (!exceeds(lightest * exposure.slipFactor.value, maximum.value)) return 'slip';
    const heaviest = inUnit(milligramsPerDay, maximum.unit, weight ?? exposure.heaviestAssumedKilograms.value) ?? 0;
    return exceeds(heaviest, maximum.value) ? 'too-high' : 'plausible';
  }
}
