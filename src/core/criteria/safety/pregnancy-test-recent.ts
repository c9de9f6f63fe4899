import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';
import { notOnFile } from '../not-on-file.js';

/** S-18a: where a pregnancy is possible, a negative test of the last days is on file. */
export const pregnancyTestRecent: SafetyCriterion = {
  id: 'pregnancy-test-recent',
  rule: 'S-18a',
  group: 'safety',
  cites: ['rituximab-smpc', 'service-policy'],
  threshold: ({ population }) => `negative within ${population.pregnancyTestMaximumAgeDays.value} days`,
  assess: ({ asOf, safety: { pregnancyAnswers }, childbearing, safetyLabsLooked }, { population }) => {
    const days = population.pregnancyTestMaximumAgeDays.value;
    if (childbearing.isPossible === 'no')
      return { status: 'met', because: childbearing.because, evidence: childbearing.evidence };
    const [newest] = pregnancyAnswers;
    const evidence = newest ? [newest.evidence] : [];
    const isRecent = newest !== undefined && newest.on.earliest >= asOf - days;
    const ofDay = pregnancyAnswers.filter(({ on }) => on.latest === newest?.on.latest);
    const isContradicted = ofDay.some(({ says }) => says === 'pregnant');
    const isUnclear = ofDay.some(({ says }) => says === 'unclear');
    if (isRecent && !isContradicted && !isUnclear) return { status: 'met', because: 'recent negative test', evidence };
    if (childbearing.isPossible === 'unlikely')
      return {
        status: 'unknown',
        because: childbearing.because,
        evidence: [...childbearing.evidence, ...evidence],
        missing: ['whether a pregnancy is possible'],
        severity: 'information',
      };
    if (!newest)
      return {
        status: 'unknown',
        because: notOnFile('pregnancy test', safetyLabsLooked),
        ...neededTests('pregnancy-test'),
        severity: 'caution',
      };
    if (isUnclear && !isContradicted)
      return {
        status: 'unknown',
        because: 'the newest pregnancy test could not be interpreted',
        evidence,
        ...neededTests('pregnancy-test'),
        severity: 'caution',
      };
    return {
      status: 'not-met',
      because: isContradicted ? 'the newest test is not negative' : `the newest test is older than ${days} days`,
      evidence,
      ...(isContradicted && isRecent ? {} : neededTests('pregnancy-test')),
      severity: 'caution',
    };
  },
};
