import { addMonths } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';

/** S-18b: contraception is documented while rituximab is planned or given, and for a year after. */
export const contraceptionDocumented: SafetyCriterion = {
  id: 'contraception-documented',
  rule: 'S-18b',
  group: 'safety',
  cites: ['pregnancy-text'],
  assess: ({ asOf, childbearing, exposure: { last }, orders }, { safety }) => {
    if (childbearing.isPossible === 'no')
      return { status: 'met', because: childbearing.because, evidence: childbearing.evidence };
    const isOver = last !== undefined && asOf > addMonths(last.day, safety.contraceptionMonths.value);
    if (isOver && orders.rituximab.length === 0)
      return {
        status: 'met',
        because: `the last infusion lies more than ${safety.contraceptionMonths.value} months back`,
      };
    if (childbearing.contraception.length > 0)
      return { status: 'met', because: 'contraception on file', evidence: childbearing.contraception };
    return {
      status: 'unknown',
      because: 'contraception not documented',
      missing: [`contraception during treatment and ${safety.contraceptionMonths.value} months after`],
      severity: 'information',
    };
  },
};
