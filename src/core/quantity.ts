/**
 * Units by analyte table (terminology page 8): a value is converted only inside the table of its analyte, and refused
 * otherwise. UCUM arithmetic alone would accept conversions that are clinically wrong.
 */
import type { Units } from './knowledge/knowledge.js';
import { isObject, numberOf, textOf } from './json.js';

const UCUM = 'http://unitsofmeasure.org';

export type Comparator = '<' | '<=' | '>' | '>=';

interface Measured {
  readonly kind: 'measured';
  readonly value: number;
  /** Canonical unit of the analyte table. */
  readonly unit: string;
  /** A bound instead of a value: `>` is "at least this much". */
  readonly comparator?: Comparator | undefined;
  readonly note?: string;
}

interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

export type Measurement = Measured | Refused;

/** A Quantity as FHIR sends it, after reading. */
export interface RawQuantity {
  readonly value: number;
  readonly unit?: string | undefined;
  readonly comparator?: Comparator | undefined;
}

const COMPARATORS: readonly string[] = ['<', '<=', '>', '>='] satisfies Comparator[];
const isComparator = (text: string | undefined): text is Comparator => text !== undefined && COMPARATORS.includes(text);
const NUMBER_IN_TEXT = /^\s*([<>]=?)?\s*(\d+(?:\.\d+)?)\s*([A-Za-zµ%/[\]*0-9]*)\s*$/;

/**
 * Reads a Quantity, an integer or decimal, or text that is a number with an optional comparator and unit.
 * Undefined for anything else (a decimal comma may be a thousands comma, so it is not read).
 */
export function readQuantity(value: unknown): RawQuantity | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : undefined;
  if (typeof value === 'string') {
    const parts = NUMBER_IN_TEXT.exec(value);
    if (!parts) return undefined;
    const unit = parts[3];
    return {
      value: Number(parts[2]),
      unit: unit === '' ? undefined : unit,
      comparator: isComparator(parts[1]) ? parts[1] : undefined,
    };
  }
  if (!isObject(value)) return undefined;
  const amount = numberOf(value, 'value');
  if (amount === undefined) return undefined;
  const code = textOf(value, 'code');
  const coded = textOf(value, 'system') === UCUM ? code : undefined;
  const unit = coded ?? textOf(value, 'unit') ?? code;
  const comparator = textOf(value, 'comparator');
  return {
    value: amount,
    unit,
    comparator: isComparator(comparator) ? comparator : undefined,
  };
}

/** Removes the noise of binary fractions (0.1 × 3) without touching what was measured. */
export function tidy(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

/** a >= b, forgiving a relative error of 1e-9 (terminology page 8 rule 4). */
export function reaches(a: number, b: number): boolean {
  return a >= b - Math.abs(b) * 1e-9;
}

export function exceeds(a: number, b: number): boolean {
  return a > b + Math.abs(b) * 1e-9;
}

export class UnitTables {
  readonly #tables: Units['tables'];
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #doseForms: ReadonlySet<string>;

  constructor(units: Units) {
    this.#tables = units.tables;
    this.#aliases = new Map(Object.entries(units.aliases));
    this.#doseForms = new Set(units.doseForms.map((word) => word.toLowerCase()));
  }

  /** UCUM spelling of a unit as written, for comparing two units. */
  spelling(unit: string): string {
    return this.#aliases.get(unit) ?? unit;
  }

  isDoseForm(unit: string): boolean {
    return this.#doseForms.has(unit.toLowerCase());
  }

  /** Factor from a unit to the canonical unit of a table; undefined when the table refuses the unit. */
  factor(table: string, unit: string): number | undefined {
    const accept = this.#tables[table]?.accept;
    return accept?.[unit] ?? accept?.[this.spelling(unit)];
  }

  /** Converts a quantity within one analyte table, or says why not. */
  measure(table: string, quantity: RawQuantity): Measurement {
    const known = this.#tables[table];
    if (!known) return { kind: 'refused', reason: `no unit table ${table}` };
    const written = quantity.unit;
    const unitless = known.unitlessUpTo;
    if (written === undefined || unitless?.units.includes(written) === true) {
      if (!unitless) return { kind: 'refused', reason: 'no unit' };
      // a bare number above the scale may be one of another unit, where the measure has one
      if (quantity.value > unitless.value && !unitless.units.includes(known.canonical)) {
        return { kind: 'refused', reason: `${quantity.value} without a unit of length: scale unknown` };
      }
      return this.#checked(table, quantity, quantity.value);
    }
    const factor = this.factor(table, written);
    if (factor === undefined) return { kind: 'refused', reason: `unit ${written} is not one of this measure` };
    return this.#checked(table, quantity, tidy(quantity.value * factor));
  }

  #checked(table: string, quantity: RawQuantity, value: number): Measurement {
    const known = this.#tables[table];
    const range = known?.plausible;
    if (range && (value < range.from || value > range.to)) {
      return {
        kind: 'refused',
        reason: `${value} ${known.canonical} is outside ${range.from} to ${range.to}: check value and unit`,
      };
    }
    if (value < 0) return { kind: 'refused', reason: 'negative value' };
    return {
      kind: 'measured',
      value,
      unit: known?.canonical ?? '',
      comparator: quantity.comparator,
    };
  }
}
