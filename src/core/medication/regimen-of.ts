/** How the dose of a treatment is judged: daily, weekly or by cycle. */
import type { Drug, Regimen } from '../knowledge/knowledge.js';
import type { Interval } from './interval.js';

type Given = Pick<Interval, 'route' | 'form'>;

const isInfusion = ({ route, form }: Given): boolean => route === 'intravenous' || form === 'parenteral';

/** By the form the regimen is for; infusions days apart are cycles. */
export function regimenOf({ drug, route, form, occasions, timing }: Interval): Regimen | undefined {
  const regimens = drug.regimens ?? [];
  if (regimens.length <= 1) return regimens[0];
  const isOral = route === 'oral' || form === 'oral';
  const isSpaced = occasions.length > 0 || (timing !== undefined && timing.periodDays >= 7);
  const kind = isInfusion({ route, form }) || (!isOral && isSpaced) ? 'cycle' : 'daily';
  return regimens.find((one) => one.kind === kind) ?? regimens[0];
}

/** Whether a nurse gives the drug, so that what was given stands in administrations. */
export function isGivenByStaff(drug: Drug, given: Given): boolean {
  return isInfusion(given) || (drug.regimens?.every(({ kind }) => kind === 'cycle') ?? false);
}
