/** Total IgG as the repeat needs it (S-11, rulings 19 and 20): value, lower limit, age, and whether IVIG blurs it. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { countedEntries, evidenceOf, lowerLimitOf, readingOf } from '../facts/readings.js';
import { reaches, tidy } from '../quantity.js';
import { within } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';
import type { Parameter } from '../knowledge/parameters.js';
import type { Day } from '../time.js';

const TABLE = 'immunoglobulin';
const CODE = 'immunoglobulin-g';

export interface ImmunoglobulinG {
  readonly result:
    | undefined
    | {
        /** Below the severe limit of S-11. */
        readonly isSevere: boolean;
        readonly day: Day;
        readonly ageDays: number;
        readonly grade: 'adequate' | 'mild' | 'moderate' | 'undetermined';
        /** g/L below which the value counts as low: the laboratory's own, else the fallback. */
        readonly limit: number;
        readonly isOwnLimit: boolean;
        /** Immunoglobulin that was given within the time it blurs a result. */
        readonly blurredBy: readonly Span[];
        readonly evidence: Evidence;
      };
  /** A coded, current deficiency of total IgG. */
  readonly diagnosed: readonly Evidence[];
}

export function immunoglobulinG(context: FactContext, immunoglobulin: readonly Span[]): ImmunoglobulinG {
  return { result: newest(context, immunoglobulin), diagnosed: diagnosed(context) };
}

function newest(context: FactContext, immunoglobulin: readonly Span[]): ImmunoglobulinG['result'] {
  const p = context.parameters.safety;
  const inTable = ({ value, unit }: Parameter<number>): number =>
    value * (context.knowledge.units.factor(TABLE, unit) ?? Number.NaN);
  const inGrams = (amount: number): number => tidy(amount / inTable({ ...p.iggMild, value: 1 }));
  for (const entry of countedEntries(context, CODE)) {
    const reading = readingOf(context, CODE, TABLE, entry);
    if (!reading) continue;
    const { value, comparator, on } = reading;
    const own = lowerLimitOf(context, TABLE, entry);
    const limit = own ?? inTable(p.iggMild);
    const isBelow = (bound: number): boolean => !reaches(value, bound) || (comparator === '<' && value === bound);
    const isOpen = comparator !== undefined && comparator.startsWith('<') !== isBelow(limit);
    return {
      isSevere: isBelow(inTable(p.iggSevere)),
      day: on.latest,
      ageDays: context.asOf - on.earliest,
      grade: isOpen
        ? 'undetermined'
        : isBelow(limit)
          ? isBelow(inTable(p.iggModerate))
            ? 'moderate'
            : 'mild'
          : 'adequate',
      limit: inGrams(limit),
      isOwnLimit: own !== undefined,
      blurredBy: within(immunoglobulin, on.earliest - p.immunoglobulinConfoundsDays.value, on.latest),
      evidence: evidenceOf({ ...reading, value: inGrams(value), unit: p.iggMild.unit }, 'IgG'),
    };
  }
  return undefined;
}

function diagnosed(context: FactContext): readonly Evidence[] {
  const other = new Set(conditionsIn(context, ['immunoglobulin-deficiency-other']).map(({ entry }) => entry.reference));
  return conditionsIn(context, ['hypogammaglobulinaemia'])
    .filter(({ isFirm, isCurrent, entry }) => isFirm && isCurrent && !other.has(entry.reference))
    .map((one) => evidenceOfCondition(one));
}
