import { evidenceOfCondition } from '../../facts/conditions.js';
import { isSearched } from '../searched.js';
import type { FollowUpCriterion } from '../criterion.js';

/** every non-responder of the cohort had dysphagia, and so had most responders; information only. */
export const noDysphagia: FollowUpCriterion = {
  id: 'no-dysphagia',
  rule: 'R-82',
  group: 'information',
  scope: 'population',
  cites: ['desouza-2018#results'],
  assess: ({ predictors: { dysphagia }, conditionsLooked }) => {
    const evidence = dysphagia.map((one) => evidenceOfCondition(one));
    if (dysphagia.some(({ isFirm }) => isFirm))
      return {
        status: 'not-met',
        because: 'dysphagia on file: all non-responders of the cohort had it, and most responders; information only',
        evidence,
      };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: 'dysphagia is named but not confirmed',
        evidence,
        missing: ['whether dysphagia is present'],
      };
    return isSearched(conditionsLooked, 'no dysphagia on file');
  },
};
