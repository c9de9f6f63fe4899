import { evidenceOfCondition } from '../../facts/conditions.js';
import { isSearched } from '../searched.js';
import type { Criterion } from '../criterion.js';

const DAYS_A_YEAR = 365.25;

/** no neoplasia-associated myositis, no malignancy. */
export const notCancerAssociated: Criterion = {
  id: 'not-cancer-associated',
  rule: 'R-12',
  group: 'population',
  cites: ['desouza-2018#methods', 'mok-2007#methods'],
  threshold: ({ population }) => `none within ${population.malignancyWindowYears.value} years of onset`,
  assess: ({ diagnosis, safety, conditionsLooked }, { population }) => {
    const { myositis, named } = diagnosis;
    const associated = named.filter(({ id }) => id === 'cancer-associated-myositis');
    const found = [...associated, ...safety.malignancies].filter(({ isCurrent, isFirm }) => isCurrent && isFirm);
    if (found.length > 0)
      return {
        status: 'not-met',
        because: 'malignancy on file: outside the study populations, oncology opinion',
        evidence: found.map((one) => evidenceOfCondition(one)),
        severity: 'caution',
      };
    const onsets = myositis.flatMap(({ entry }) => entry.on?.earliest ?? []);
    const onset = onsets.length > 0 ? Math.min(...onsets) : undefined;
    const near = [...associated, ...safety.malignancies].filter(({ id, entry, isCurrent }) => {
      if (id === 'cancer-associated-myositis') return true;
      if (isCurrent || !entry.on || onset === undefined) return true;
      return Math.abs(entry.on.latest - onset) <= population.malignancyWindowYears.value * DAYS_A_YEAR;
    });
    if (near.length > 0)
      return {
        status: 'unknown',
        because: 'a malignancy is named: past or not confirmed, close to the onset of myositis or without a date',
        evidence: near.map((one) => evidenceOfCondition(one)),
        severity: 'caution',
        missing: ['whether the myositis is cancer-associated'],
      };
    return isSearched(conditionsLooked, 'no malignancy on file');
  },
};
