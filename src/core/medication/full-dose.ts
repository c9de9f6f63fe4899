/** Whether a dose is a full dose (clinical rules B.1), three-valued when weight or product leaves it open (rulings 7, 8). */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, readingOf } from '../facts/readings.js';
import type { Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import { reaches, tidy } from '../quantity.js';
import { between } from '../status.js';
import type { Status } from '../status.js';
import type { Day, DayRange } from '../time.js';
import type { DoseReading } from './combine.js';
import { inUnit, unitIsPer } from './dose-unit.js';

export interface FullDose {
  readonly status: Status;
  /** Dose in the unit of the threshold; null when it cannot be told. */
  readonly value: number | null;
  readonly threshold: Parameter<number>;
  readonly because: string | undefined;
}

/** A dose in one unit, at the lightest and the heaviest weight the patient may have. */
interface Bounds {
  readonly low: number;
  readonly high: number;
  /** False where the weight is assumed and matters. */
  readonly isExact: boolean;
}

export class FullDoseJudge {
  readonly #context: FactContext;
  readonly #body: Body;
  readonly #troughs = new Map<string, readonly DayRange[]>();

  constructor(context: FactContext, body: Body) {
    this.#context = context;
    this.#body = body;
  }

  /** A daily or weekly dose from `start` on, against the regimen's minimum. */
  judge(dose: DoseReading | undefined, regimen: Regimen, start: Day): FullDose | undefined {
    const threshold = this.#context.parameters.fullDose[regimen.parameter];
    if (!threshold) return undefined;
    const bounds = dose && this.boundsOf(dose, threshold.unit, start);
    if (!bounds) return { status: 'unknown', value: null, threshold, because: 'dose not known' };
    const { low, high, isExact } = bounds;
    const status = between(reaches(low, threshold.value), reaches(high, threshold.value));
    const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } =
      this.#context.parameters.exposure;
    const because =
      status === 'unknown'
        ? 'no body weight near the start'
        : `holds for any weight from ${lightest.value} to ${heaviest.value} kg`;
    return {
      status,
      value: isExact ? tidy(low) : null,
      threshold,
      because: isExact ? undefined : because,
    };
  }

  /** A dose in a unit, between the lightest and the heaviest weight where none is on file. */
  boundsOf({ low, high, per }: DoseReading, unit: string, start: Day): Bounds | undefined {
    const isPlain = unitIsPer(unit) === per;
    const weight = isPlain ? undefined : this.#body.weightAt(start)?.value;
    const at = (milligrams: number, kilograms: number | undefined): number | undefined =>
      inUnit(milligrams, per, unit, { kilograms, squareMetres: undefined });
    if (isPlain || weight !== undefined) {
      const [lowest, highest] = [at(low, weight), at(high, weight)];
      return lowest === undefined || highest === undefined ? undefined : { low: lowest, high: highest, isExact: true };
    }
    const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } =
      this.#context.parameters.exposure;
    const [lows, highs] = [low, high].map((milligrams) =>
      [lightest, heaviest].flatMap(({ value }) => at(milligrams, value) ?? []),
    );
    return lows?.length === 2 && highs?.length === 2
      ? { low: Math.min(...lows), high: Math.max(...highs), isExact: false }
      : undefined;
  }

  /** A trough level drawn from `from` to `to` that stands for a full dose. */
  hasTrough(regimen: Regimen, from: Day, to: Day): boolean {
    return this.#troughsOf(regimen).some(({ earliest, latest }) => earliest >= from && latest <= to);
  }

  #troughsOf({ trough }: Regimen): readonly DayRange[] {
    if (!trough) return [];
    const known = this.#troughs.get(trough.parameter);
    if (known) return known;
    const threshold = this.#context.parameters.troughLevel[trough.parameter];
    const id = trough.valueSet as ValueSetId;
    const days = countedEntries(this.#context, id).flatMap((entry) => {
      const reading = readingOf(this.#context, id, 'drug-level', entry);
      const isEnough =
        threshold && reading && reading.comparator === undefined && reaches(reading.value, threshold.value);
      return isEnough ? [reading.on] : [];
    });
    this.#troughs.set(trough.parameter, days);
    return days;
  }
}
