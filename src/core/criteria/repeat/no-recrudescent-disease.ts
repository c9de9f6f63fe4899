import type { MeasureChange, Response } from '../../assessment.js';
import type { Parameters } from '../../knowledge/parameters.js';
import { responseVerdict } from '../../response/definition.js';
import type { FollowUpCriterion } from '../criterion.js';

interface Worse {
  readonly week: number;
  readonly measures: readonly MeasureChange[];
}

/**
 * What got worse at a reading; one that meets the definition of a response may be worse in a measure. Before
 * the first verdict only strength is named, whose fall decides by itself (D.2).
 */
function worseAt({ week, seed, measures }: Response, p: Parameters['response']): readonly Worse[] {
  const worsened = measures.filter(
    ({ id, verdict }) => verdict === 'worsened' && (seed !== 'too-early' || id === 'mmt8'),
  );
  const isResponse = responseVerdict(new Map(measures.map(({ id, verdict }) => [id, verdict])), p) === 'responder';
  return worsened.length === 0 || isResponse ? [] : [{ week, measures: worsened }];
}

/** AMB-4: neither worse by the core set nor raised glucocorticoid; a relapse is no stop but asks for a review. */
export const noRecrudescentDisease: FollowUpCriterion = {
  id: 'no-recrudescent-disease',
  rule: 'AMB-4',
  group: 'repeat',
  scope: 'population',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ judged, readings, isReescalated }, { response }) => {
    const worse = readings.flatMap((reading) => worseAt(reading, response));
    const reasons = [
      ...worse.map(({ week, measures }) => `worse at week ${week}: ${measures.map(({ label }) => label).join(', ')}`),
      ...(isReescalated ? ['glucocorticoid raised again, or given as a pulse, since day 0'] : []),
    ];
    if (reasons.length > 0) {
      const evidence = worse.flatMap(({ measures }) => measures.flatMap((measure) => measure.evidence));
      return { status: 'not-met', because: reasons.join('; '), evidence, severity: 'caution' };
    }
    if (!judged || judged.seed === 'indeterminate')
      return {
        status: 'unknown',
        because: `no reading from day ${response.earliestVerdictDay.value} on that can be judged`,
        missing: judged?.missing ?? [`core set measures at week ${response.firstTargetWeek.value}`],
      };
    return { status: 'met', because: `not worse at week ${judged.week}, glucocorticoid not raised again on file` };
  },
};
