import { plural } from '../../plural.js';
import type { Doubt } from '../../repeat/recurrent-infection.js';
import type { SafetyCriterion } from '../criterion.js';

const MISSING: Readonly<Record<Doubt, string>> = {
  untreated: 'whether each infection on the problem list was treated',
  worded: 'whether each drug that only words name was an antimicrobial for an infection',
  undated: 'when each antimicrobial without an exact day was given',
};

/** S-07, AMB-22: no two treated infections close together in the last year; a caution at first, one of the stops of R-46 for the repeat. */
export const noRecurrentInfection: SafetyCriterion = {
  id: 'no-recurrent-infection',
  rule: 'S-07',
  group: 'safety',
  cites: ['desouza-2018#methods', 'service-policy'],
  assess: ({ recurrent, isInfectionHistoryComplete, exposure }, { safety }) => {
    const { treated, isRecurrent, mayBeRecurrent, doubts, evidence } = recurrent;
    const counted = `${plural(treated.length, 'treated infection')} in ${safety.recurrentInfectionLookBackMonths.value} months; recurrent from ${safety.recurrentInfections.value} within ${safety.recurrentInfectionMonths.value} months`;
    if (isRecurrent)
      return {
        status: 'not-met',
        because: counted,
        evidence,
        severity: exposure.isRepeat ? 'contraindication' : 'caution',
      };
    if (mayBeRecurrent)
      return {
        status: 'unknown',
        because: `${counted}; what is in doubt may make it so`,
        evidence,
        severity: 'caution',
        missing: doubts.map((doubt) => MISSING[doubt]),
      };
    if (!isInfectionHistoryComplete)
      return {
        status: 'unknown',
        because: 'not everything could be looked at',
        evidence,
        missing: ['infection history: problem list, hospital stays and antimicrobials'],
      };
    return { status: 'met', because: counted, evidence };
  },
};
