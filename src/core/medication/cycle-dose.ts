/** The dose of one cycle: of the most trusted source that knows it, in whatever unit is asked for. */
import { dosesBySource } from './combine.js';
import type { DoseReading } from './combine.js';
import type { Bounds, CycleBody } from './cycle-body.js';
import { inUnit } from './dose-unit.js';
import type { BodySize } from './dose-unit.js';
import type { Infusion } from './infusions.js';
import type { Interval } from './interval.js';

interface SourcedBounds extends Bounds {
  /** What it was read from. */
  readonly intervals: readonly Interval[];
}

export class CycleDose {
  readonly #body: CycleBody;
  readonly #infusions: readonly Infusion[];
  readonly #windowDays: number;
  readonly #byUnit = new Map<string, SourcedBounds | undefined>();

  constructor(body: CycleBody, infusions: readonly Infusion[], windowDays: number) {
    this.#body = body;
    this.#infusions = infusions;
    this.#windowDays = windowDays;
  }

  /** A source that is certain speaks before one that is not. */
  in(unit: string): SourcedBounds | undefined {
    if (this.#byUnit.has(unit)) return this.#byUnit.get(unit);
    const sure = this.#infusions.filter(({ isSure }) => isSure);
    const isAllSure = sure.length === this.#infusions.length;
    const dose = this.#among(sure, unit) ?? (isAllSure ? undefined : this.#among(this.#infusions, unit));
    this.#byUnit.set(unit, dose);
    return dose;
  }

  #among(infusions: readonly Infusion[], unit: string): SourcedBounds | undefined {
    const intervals = [...new Set(infusions.map(({ interval }) => interval))];
    let used: readonly Interval[] = [];
    const bounds = this.#body.bounds(unit, (size) => {
      const totals = totalsOf(infusions, unit, size);
      const [trusted] = dosesBySource(intervals, (interval) => totals.get(interval), this.#windowDays - 1);
      used = trusted?.intervals ?? used;
      return trusted?.dose;
    });
    return bounds && { ...bounds, intervals: used };
  }
}

/** All that each interval gives in the cycle; undefined for one of which a part is not known. */
function totalsOf(
  infusions: readonly Infusion[],
  unit: string,
  size: BodySize,
): ReadonlyMap<Interval, DoseReading | undefined> {
  const totals = new Map<Interval, DoseReading | undefined>();
  for (const { interval, amount } of infusions) {
    const part = amount && inUnit(amount.milligrams, amount.per, unit, size);
    const before = totals.get(interval);
    const isFirst = !totals.has(interval);
    const total = part === undefined || (!isFirst && !before) ? undefined : part + (before?.low ?? 0);
    totals.set(interval, total === undefined ? undefined : { low: total, high: total, per: 'patient' });
  }
  return totals;
}
