/** Total IgG as the repeat needs it (S-11, rulings 19 and 20): value, lower limit, age, and whether IVIG blurs it. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { lowestOfNewest } from '../facts/newest.js';
import { evidenceOf, lowerLimitOf } from '../facts/readings.js';
import { tidy } from '../quantity.js';
import { isBelow } from '../safety/blood-counts.js';
import { within } from '../medication/interventions.js';
import type { Span } from '../medication/interventions.js';
import type { Parameter } from '../knowledge/parameters.js';
import type { Day } from '../time.js';

const TABLE = 'immunoglobulin';
const CODE = 'immunoglobulin-g';

type LowGrade = 'mild' | 'moderate' | 'severe';

/** A value held against a limit; `grade` by the fixed grades of S-11, whatever the limit. */
interface Judged {
  readonly grade: 'adequate' | LowGrade | 'undetermined';
  /** g/L below which the value counts as low. */
  readonly limit: number;
  readonly limitIs: 'fixed' | 'of the laboratory' | 'fallback';
}

export interface ImmunoglobulinG {
  readonly result:
    | undefined
    | {
        readonly day: Day;
        readonly ageDays: number;
        /** By the fixed grades alone. */
        readonly atFirst: Judged;
        /** Against the laboratory's own lower limit, which lets nothing pass that is moderately low. */
        readonly atRepeat: Judged;
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
  const lowest = lowestOfNewest(context, CODE, TABLE);
  if (!lowest) return undefined;
  const { reading, entry } = lowest;
  const { on } = reading;
  const [mild, moderate, severe] = [inTable(p.iggMild), inTable(p.iggModerate), inTable(p.iggSevere)];
  const own = lowerLimitOf(context, TABLE, entry);
  const gradeBelow = (limit: number): Judged['grade'] => {
    if (isBelow(reading, limit) !== 'yes') return isBelow(reading, limit) === 'no' ? 'adequate' : 'undetermined';
    if (isBelow(reading, severe) === 'yes') return 'severe';
    return isBelow(reading, moderate) === 'yes' ? 'moderate' : 'mild';
  };
  const atRepeat = own === undefined ? mild : Math.max(own, moderate);
  return {
    day: on.latest,
    ageDays: context.asOf - on.earliest,
    atFirst: { grade: gradeBelow(mild), limit: inGrams(mild), limitIs: 'fixed' },
    atRepeat: {
      grade: gradeBelow(atRepeat),
      limit: inGrams(atRepeat),
      limitIs: own === undefined ? 'fallback' : atRepeat === own ? 'of the laboratory' : 'fixed',
    },
    blurredBy: within(immunoglobulin, on.earliest - p.immunoglobulinConfoundsDays.value, on.latest),
    evidence: evidenceOf({ ...reading, value: inGrams(reading.value), unit: p.iggMild.unit }, 'IgG'),
  };
}

function diagnosed(context: FactContext): readonly Evidence[] {
  const other = new Set(conditionsIn(context, ['immunoglobulin-deficiency-other']).map(({ entry }) => entry.reference));
  return conditionsIn(context, ['hypogammaglobulinaemia'])
    .filter(({ isFirm, isCurrent, entry }) => isFirm && isCurrent && !other.has(entry.reference))
    .map((one) => evidenceOfCondition(one));
}
