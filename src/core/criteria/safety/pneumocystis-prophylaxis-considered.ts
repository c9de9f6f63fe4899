import type { SafetyCriterion } from '../criterion.js';

/** S-27: under high-dose glucocorticoid around rituximab, something protects against Pneumocystis; none is ever drafted here (S-27a). */
export const pneumocystisProphylaxisConsidered: SafetyCriterion = {
  id: 'pneumocystis-prophylaxis-considered',
  rule: 'S-27',
  group: 'safety',
  cites: ['pneumocystis-cohort', 'service-policy'],
  threshold: ({ safety }) =>
    `asked from ${safety.pneumocystisPrednisoneEquivalent.value} mg a day (prednisone equivalent) on every known day of ${safety.pneumocystisDays.value}`,
  assess: (
    { pneumocystis: { isHighDose, lowest, prophylaxis }, glucocorticoidEvidence, trimethoprimInteracting },
    { safety },
  ) => {
    const evidence = prophylaxis.map((one) => one.evidence);
    if (prophylaxis.some(({ isFirm }) => isFirm)) return { status: 'met', because: 'prophylaxis on file', evidence };
    if (isHighDose === undefined)
      return {
        status: 'unknown',
        because: `glucocorticoid dose of the last ${safety.pneumocystisDays.value} days not known`,
        evidence,
        missing: ['glucocorticoid dose of the last weeks'],
      };
    const dose = `prednisone equivalent ${lowest ?? 0} mg a day or more on every known day of the last ${safety.pneumocystisDays.value}`;
    if (!isHighDose)
      return { status: 'met', because: 'glucocorticoid below the dose from which it is considered', evidence };
    if (evidence.length > 0)
      return {
        status: 'unknown',
        because: `${dose}; words on file name a prophylaxis`,
        evidence,
        missing: ['whether Pneumocystis prophylaxis is taken'],
      };
    const beside =
      trimethoprimInteracting.length > 0 ? '; beside methotrexate atovaquone or pentamidine are options' : '';
    return {
      status: 'not-met',
      because: `${dose}, no prophylaxis on file${beside}`,
      evidence: glucocorticoidEvidence,
      severity: 'caution',
    };
  },
};
