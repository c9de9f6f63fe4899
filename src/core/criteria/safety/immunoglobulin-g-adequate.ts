import { formatDay } from '../../time.js';
import type { Severity } from '../../assessment.js';
import { notOnFile } from '../not-on-file.js';
import type { Found, SafetyCriterion } from '../criterion.js';

/** Before the first course, by grade. */
const AT_FIRST = {
  mild: 'information',
  moderate: 'caution',
  severe: 'contraindication',
} satisfies Record<string, Severity>;
const TESTS = ['immunoglobulin-g'] as const;
const LIMIT_WORDS = {
  fixed: 'fixed limit',
  'of the laboratory': "the laboratory's lower limit",
  fallback: 'fallback',
} as const;

/** S-11: total IgG not low: by fixed grades before the first course; below the laboratory's limit, or moderately low, it stops the repeat. */
export const immunoglobulinGAdequate: SafetyCriterion = {
  id: 'immunoglobulin-g-adequate',
  rule: 'S-11',
  group: 'safety',
  cites: ['desouza-2018#methods', 'tieu-2021', 'passive-anti-hbc-2010', 'service-policy'],
  assess: ({ immunoglobulinG, severeSince, exposure, safetyLabsLooked }, { safety }, earlier): Found => {
    const { result, diagnosed } = immunoglobulinG;
    const needed = `IgG (a result not older than ${safety.iggMaximumAgeDays.value} days)`;
    const isFresh = result !== undefined && result.ageDays <= safety.iggMaximumAgeDays.value;
    const evidence = [...(result ? [result.evidence] : []), ...diagnosed];
    const judged = exposure.isRepeat ? result?.atRepeat : result?.atFirst;
    const limit = judged ? `${Number(judged.limit.toPrecision(4))} g/L (${LIMIT_WORDS[judged.limitIs]})` : '';
    const grade = judged?.grade;
    if (isFresh && (grade === 'mild' || grade === 'moderate' || grade === 'severe')) {
      const hasInfections = earlier.get('no-recurrent-infection') === 'not-met' || severeSince.firm.length > 0;
      const atRepeat: Severity = grade !== 'mild' || hasInfections ? 'contraindication' : 'caution';
      const severity = exposure.isRepeat ? atRepeat : AT_FIRST[grade];
      return { status: 'not-met', because: `below ${limit}`, evidence, severity };
    }
    const isClear = isFresh && grade === 'adequate' && result.blurredBy.length === 0;
    if (isClear) return { status: 'met', because: `not below ${limit}`, evidence };
    if (diagnosed.length > 0)
      return {
        status: 'not-met',
        because: 'hypogammaglobulinaemia on the problem list, and no clear recent result against it',
        evidence,
        severity: 'caution',
      };
    if (!result)
      return { status: 'unknown', because: notOnFile('IgG', safetyLabsLooked), missing: [needed], tests: TESTS };
    if (!isFresh)
      return {
        status: 'unknown',
        because: `the newest IgG is ${result.ageDays} days old; it holds for ${safety.iggMaximumAgeDays.value}`,
        evidence,
        // what was low and is too old to count is not for a reader to overlook
        ...(grade === 'adequate' ? {} : { severity: 'caution' as const }),
        missing: [needed],
        tests: TESTS,
      };
    if (grade === 'undetermined')
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
