import { formatDay } from '../../time.js';
import type { Severity } from '../../assessment.js';
import type { Found, SafetyCriterion } from '../criterion.js';

/** Before the first course, by grade. */
const AT_FIRST = {
  mild: 'information',
  moderate: 'caution',
  severe: 'contraindication',
} satisfies Record<string, Severity>;
const TESTS = ['immunoglobulin-g'] as const;

/** S-11: total IgG not below the lower limit: graded before the first course, a stop of R-46 for the repeat. */
export const immunoglobulinGAdequate: SafetyCriterion = {
  id: 'immunoglobulin-g-adequate',
  rule: 'S-11',
  group: 'safety',
  cites: ['desouza-2018#methods', 'tieu-2021', 'passive-anti-hbc-2010', 'service-policy'],
  assess: ({ immunoglobulinG, severeSince, exposure }, { safety }, earlier): Found => {
    const { result, diagnosed } = immunoglobulinG;
    const needed = `IgG (a result not older than ${safety.iggMaximumAgeDays.value} days)`;
    const isFresh = result !== undefined && result.ageDays <= safety.iggMaximumAgeDays.value;
    const evidence = [...(result ? [result.evidence] : []), ...diagnosed];
    const limit = result
      ? `${Number(result.limit.toPrecision(4))} g/L (${result.isOwnLimit ? "the laboratory's lower limit" : 'fallback'})`
      : '';
    if (isFresh && (result.grade === 'mild' || result.grade === 'moderate')) {
      const grade = result.isSevere ? 'severe' : result.grade;
      const hasInfections = earlier.get('no-recurrent-infection') === 'not-met' || severeSince.firm.length > 0;
      const atRepeat: Severity = grade !== 'mild' || hasInfections ? 'contraindication' : 'caution';
      const severity = exposure.isRepeat ? atRepeat : AT_FIRST[grade];
      return { status: 'not-met', because: `below ${limit}`, evidence, severity };
    }
    const isClear = isFresh && result.grade === 'adequate' && result.blurredBy.length === 0;
    if (isClear) return { status: 'met', because: `not below ${limit}`, evidence };
    if (diagnosed.length > 0)
      return {
        status: 'not-met',
        because: 'hypogammaglobulinaemia on the problem list, and no clear recent result against it',
        evidence,
        severity: 'caution',
      };
    if (!result) return { status: 'unknown', because: 'no IgG on file', missing: [needed], tests: TESTS };
    if (!isFresh)
      return {
        status: 'unknown',
        because: `the newest IgG is ${result.ageDays} days old; it holds for ${safety.iggMaximumAgeDays.value}`,
        evidence,
        missing: [needed],
        tests: TESTS,
      };
    if (result.grade === 'undetermined')
      return { status: 'unknown', because: 'the result is only a bound', evidence, missing: [needed], tests: TESTS };
    const days = [...new Set(result.blurredBy.map(({ to }) => formatDay(Math.min(to, result.day))))];
    return {
      status: 'unknown',
      because: `drawn within ${safety.immunoglobulinConfoundsDays.value} days after immunoglobulin (${days.join(', ')}), which raises it`,
      evidence,
      severity: 'caution',
      missing: [`IgG drawn at least ${safety.immunoglobulinConfoundsDays.value} days after immunoglobulin`],
    };
  },
};
