import { addMonths } from '../../time.js';
import type { Found, SafetyCriterion } from '../criterion.js';
import { noRituximab } from '../no-rituximab.js';
import { evidenceOfInfusion } from '../infusion-evidence.js';

/** S-20a: no live vaccine is being ordered while rituximab acts, or beside an order for it. */
export const noLiveVaccineOrdered: SafetyCriterion = {
  id: 'no-live-vaccine-ordered',
  rule: 'S-20a',
  group: 'safety',
  cites: ['vaccination-2022', 'service-policy'],
  threshold: ({ safety }) =>
    `none until ${safety.liveVaccineAfterMonths.value} months after rituximab and recovery of B cells`,
  assess: ({ asOf, orders, exposure, bCells }, { safety }): Found => {
    const { last } = exposure;
    const { liveVaccines, rituximab } = orders;
    if (liveVaccines.length === 0) return { status: 'met', because: 'no live vaccine is being ordered' };
    const isFirm = liveVaccines.some((one) => one.isFirm);
    const evidence = [
      ...liveVaccines.map((one) => one.evidence),
      ...(last ? [evidenceOfInfusion(last)] : []),
      ...(bCells ? [bCells.evidence] : []),
    ];
    const found = (because: string): Found =>
      isFirm
        ? { status: 'not-met', because, evidence, severity: 'contraindication' }
        : {
            status: 'unknown',
            because: `${because}; whether the vaccine is live has to be confirmed`,
            evidence,
            missing: ['which vaccine is ordered'],
            severity: 'caution',
          };
    if (rituximab.length > 0) return found('a live vaccine is ordered beside rituximab');
    if (!last) {
      const absent = noRituximab(exposure, { severity: 'caution' });
      return { ...absent, evidence: [...evidence, ...(absent.evidence ?? [])] };
    }
    const months = safety.liveVaccineAfterMonths.value;
    if (asOf <= addMonths(last.day, months)) return found(`rituximab was given within ${months} months`);
    const hasRecovered = bCells !== undefined && bCells.day > last.day ? bCells.isRecovered : undefined;
    if (hasRecovered === false) return found('B cells have not recovered after rituximab');
    if (hasRecovered === undefined && asOf <= addMonths(last.day, safety.liveVaccineBCellMonths.value))
      return {
        status: 'unknown',
        because: 'whether B cells have recovered after rituximab is not known',
        evidence,
        missing: ['CD19 B cells'],
        severity: 'caution',
      };
    return { status: 'met', because: 'rituximab lies far enough back', evidence };
  },
};
