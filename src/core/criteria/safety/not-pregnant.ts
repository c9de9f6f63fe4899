import { evidenceOfCondition } from '../../facts/conditions.js';
import type { SafetyCriterion } from '../criterion.js';
import { neededTests } from '../needed-tests.js';

/** S-18: not pregnant. The newest statement counts; two of one day that differ contradict each other. */
export const notPregnant: SafetyCriterion = {
  id: 'not-pregnant',
  rule: 'S-18',
  group: 'safety',
  cites: ['pregnancy-text', 'mok-2007#methods'],
  assess: ({ asOf, safety: { pregnancies, pregnancyAnswers }, childbearing }, { population }) => {
    const since = asOf - population.pregnancyStaleDays.value;
    const named = pregnancies.filter(({ entry }) => !entry.on || entry.on.latest >= since);
    const [newest] = pregnancyAnswers.filter(({ on }) => on.latest >= since);
    const ofDay = pregnancyAnswers.filter(({ on }) => on.latest === newest?.on.latest);
    const evidence = [...named.map((one) => evidenceOfCondition(one)), ...ofDay.map((one) => one.evidence)];
    const isContradictory = ofDay.some(({ isPregnant }) => isPregnant) && ofDay.some(({ isPregnant }) => !isPregnant);
    if (isContradictory)
      return {
        status: 'unknown',
        because: 'results of the same day contradict each other: pregnant and not pregnant',
        evidence,
        ...neededTests('pregnancy-test'),
        severity: 'contraindication',
      };
    if (newest?.isPregnant === true || named.some(({ isFirm }) => isFirm))
      return { status: 'not-met', because: 'pregnancy on file', evidence, severity: 'contraindication' };
    if (named.length > 0)
      return {
        status: 'unknown',
        because: 'a pregnancy is named but not confirmed',
        evidence,
        ...neededTests('pregnancy-test'),
        severity: 'caution',
      };
    if (childbearing.isPossible === 'no')
      return { status: 'met', because: childbearing.because, evidence: childbearing.evidence };
    const isRecent = newest !== undefined && newest.on.earliest >= asOf - population.pregnancyTestMaximumAgeDays.value;
    if (isRecent) return { status: 'met', because: 'recent documentation of not being pregnant', evidence };
    return {
      status: 'unknown',
      because: 'pregnancy not documented',
      evidence,
      missing: ['pregnancy status'],
    };
  },
};
