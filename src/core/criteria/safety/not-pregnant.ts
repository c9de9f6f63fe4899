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
    const recent = pregnancyAnswers.filter(({ on }) => on.latest >= since);
    const [newest] = recent;
    const ofDay = recent.filter(({ on }) => on.latest === newest?.on.latest);
    // a recorded pregnancy is not over because a test is negative: something may have happened, or one of them is wrong
    const [status] = recent.filter(({ by }) => by === 'status');
    const contested = newest?.says === 'not pregnant' && status?.says === 'pregnant' ? [status] : [];
    const evidence = [
      ...named.map((one) => evidenceOfCondition(one)),
      ...new Set([...ofDay, ...contested].map((one) => one.evidence)),
    ];
    const saysOfDay = new Set(ofDay.map(({ says }) => says));
    const isContradictory = saysOfDay.has('pregnant') && saysOfDay.has('not pregnant');
    if (isContradictory || contested.length > 0)
      return {
        status: 'unknown',
        because: isContradictory
          ? 'results of the same day contradict each other: pregnant and not pregnant'
          : 'recorded as pregnant, and a later test is negative',
        evidence,
        ...neededTests('pregnancy-test'),
        severity: 'contraindication',
      };
    if (saysOfDay.has('pregnant') || named.some(({ isFirm }) => isFirm))
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
    if (saysOfDay.has('unclear'))
      return {
        status: 'unknown',
        because: 'a pregnancy test on file could not be interpreted',
        evidence,
        ...neededTests('pregnancy-test'),
        severity: 'caution',
      };
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
