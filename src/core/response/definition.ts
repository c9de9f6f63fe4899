/** Responder or not (R-63, R-64, D.2): three of five measures improved, strength not worse; the rest is arithmetic on what is missing. */
import type { MeasureChange, MeasureId, ResponseVerdict } from '../assessment.js';
import type { Parameters } from '../knowledge/parameters.js';

/** The five domains of the founding definition; the sixth IMACS measure is shown and does not count. */
export const DOMAINS: readonly MeasureId[] = ['mmt8', 'physician-global', 'patient-global', 'haq-di', 'muscle-enzyme'];

export type DomainVerdicts = ReadonlyMap<MeasureId, MeasureChange['verdict']>;

export function responseVerdict(verdicts: DomainVerdicts, p: Parameters['response']): ResponseVerdict {
  const count = (verdict: MeasureChange['verdict']): number =>
    DOMAINS.filter((id) => (verdicts.get(id) ?? 'missing') === verdict).length;
  const strength = verdicts.get('mmt8') ?? 'missing';
  if (strength === 'worsened') return 'non-responder';
  const improved = count('improved');
  const isEnough = improved >= p.minimumImproved.value;
  if (isEnough && strength !== 'missing' && count('worsened') <= p.maximumWorsened.value) return 'responder';
  return improved + count('missing') < p.minimumImproved.value ? 'non-responder' : 'indeterminate';
}
