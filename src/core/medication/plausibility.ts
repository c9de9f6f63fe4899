/** Doses that nobody gives (clinical rules B.1, ruling 8): a thousand times too small, or above the plausible maximum. */
import type { FactContext } from '../facts/context.js';
import type { Drug, Regimen } from '../knowledge/knowledge.js';
import type { Parameter } from '../knowledge/parameters.js';
import { exceeds } from '../quantity.js';

/** A dose in the unit of a maximum, at the weights the patient may have. */
export type InUnit = (unit: string) => { readonly low: number; readonly high: number } | undefined;

export class Plausibility {
  readonly #context: FactContext;
  readonly #maxima = new Map<Drug | Regimen, readonly Parameter<number>[]>();

  constructor(context: FactContext) {
    this.#context = context;
  }

  #maximaOf(drug: Drug, regimen: Regimen | undefined): readonly Parameter<number>[] {
    const known = this.#maxima.get(regimen ?? drug);
    if (known) return known;
    const names = regimen ? [regimen.parameter, ...(regimen.alsoAtMost ?? [])] : (drug.atMost ?? []);
    const found = names.flatMap((name) => this.#context.parameters.plausibleDose[name] ?? []);
    this.#maxima.set(regimen ?? drug, found);
    return found;
  }

  /** So small that even a thousand times as much would be plausible, whatever the weight. */
  isSlip(drug: Drug, regimen: Regimen | undefined, dose: InUnit): boolean {
    const [maximum] = this.#maximaOf(drug, regimen);
    const read = maximum && dose(maximum.unit);
    const factor = this.#context.parameters.exposure.slipFactor.value;
    return maximum !== undefined && read !== undefined && !exceeds(read.high * factor, maximum.value);
  }

  /** Above a maximum, whatever the weight. */
  isTooHigh(drug: Drug, regimen: Regimen | undefined, dose: InUnit): boolean {
    return this.#maximaOf(drug, regimen).some((maximum) => {
      const read = dose(maximum.unit);
      return read !== undefined && exceeds(read.low, maximum.value);
    });
  }

  /** Sets a dose aside that is a thousand times too small. */
  refuseSlip(title: string, reference: string, doseText: string): void {
    const { ledger } = this.#context;
    ledger.refuse(reference, `${title} dose about 1000 times too small`);
    ledger.note(
      `${title} ${doseText} looks 1000 times too small: probable unit error. Not counted; check ${reference}.`,
    );
  }

  noteTooHigh(title: string, doseText: string, references: readonly string[]): void {
    this.#context.ledger.note(
      `${title} ${doseText} is above the plausible maximum: check ${[...new Set(references)].join(', ')}.`,
    );
  }
}
