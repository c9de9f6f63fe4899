/** Body size on the day a cycle began: one, or the bounds of what it may have been (ruling 7). Looked up once a cycle. */
import type { Body } from '../facts/body.js';
import type { FactContext } from '../facts/context.js';
import type { Drug, Regimen } from '../knowledge/knowledge.js';
import type { Day } from '../time.js';
import { adjustedWeights } from './adjusted-weight.js';
import type { DoseReading } from './combine.js';
import type { Amount } from './amount.js';
import { inUnit, unitIsPer } from './dose-unit.js';
import type { BodySize } from './dose-unit.js';

/** A dose in one unit at the least and the most that body size and record leave open. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly isExact: boolean;
}

/** The body surface is looked up only for a dose that asks for it. */
class Size implements BodySize {
  readonly kilograms: number | undefined;
  readonly #surface: () => number | undefined;

  constructor(kilograms: number | undefined, surface: () => number | undefined) {
    this.kilograms = kilograms;
    this.#surface = surface;
  }

  get squareMetres(): number | undefined {
    return this.#surface();
  }
}

export class CycleBody {
  readonly #context: FactContext;
  readonly #body: Body;
  readonly #day: Day;
  readonly #drug: Drug;
  readonly #regimen: Regimen;
  #weights: readonly number[] | undefined;
  #surface: { readonly squareMetres: number | undefined } | undefined;

  constructor(context: FactContext, body: Body, day: Day, drug: Drug, regimen: Regimen) {
    this.#context = context;
    this.#body = body;
    this.#day = day;
    this.#drug = drug;
    this.#regimen = regimen;
  }

  /** What a dose amounts to at each size that is possible; undefined when one of them cannot tell. */
  bounds(unit: string, doseAt: (size: BodySize) => DoseReading | undefined): Bounds | undefined {
    const sizes = this.#sizes(unit);
    let [low, high] = [Number.POSITIVE_INFINITY, 0];
    for (const size of sizes) {
      const dose = doseAt(size);
      if (!dose) return undefined;
      low = Math.min(low, dose.low);
      high = Math.max(high, dose.high);
    }
    return { low, high, isExact: sizes.length === 1 || low === high };
  }

  boundsOf({ milligrams, per }: Amount, unit: string): Bounds | undefined {
    return this.bounds(unit, (size) => {
      const dose = inUnit(milligrams, per, unit, size);
      return dose === undefined ? undefined : { low: dose, high: dose, per: 'patient' };
    });
  }

  #sizes(unit: string): readonly BodySize[] {
    const weights = (this.#weights ??= this.#knownWeights());
    if (weights.length > 0) return weights.map((kilograms) => this.#size(kilograms));
    if (unitIsPer(unit) !== 'kilogram') return [this.#size(undefined)];
    const { heaviestAssumedKilograms: heaviest, lightestAssumedKilograms: lightest } =
      this.#context.parameters.exposure;
    return [this.#size(heaviest.value), this.#size(lightest.value)];
  }

  #size(kilograms: number | undefined): BodySize {
    return new Size(kilograms, () => {
      this.#surface ??= { squareMetres: this.#body.surfaceAt(this.#day)?.m2 };
      return this.#surface.squareMetres;
    });
  }

  #knownWeights(): readonly number[] {
    const weight = this.#body.weightAt(this.#day)?.value;
    if (weight === undefined) return [];
    const adjusted =
      this.#regimen.isAdjustedWeight === true
        ? adjustedWeights(this.#context, weight, this.#body.height()?.value, this.#drug.title)
        : [];
    return adjusted.length > 0 ? adjusted : [weight];
  }
}
