/** The range of each measure, of which the Total Improvement Score takes per cents (D.3). */
import type { Parameter, Parameters } from '../knowledge/parameters.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Track } from './core-set.js';

/** Range of an enzyme: a multiple of its own upper limit of normal. */
function enzymeRange(id: ValueSetId, p: Parameters['totalImprovementScore']): Parameter<number> {
  if (id === 'creatine-kinase') return p.enzymeRangeCreatineKinase;
  if (id === 'aldolase') return p.enzymeRangeAldolase;
  if (id === 'aspartate-aminotransferase') return p.enzymeRangeAst;
  return id === 'alanine-aminotransferase' ? p.enzymeRangeAlt : p.enzymeRangeLdh;
}

export function rangeOf(
  { measure, id }: Track,
  upperLimit: number | undefined,
  { totalImprovementScore: p }: Parameters,
): number {
  if (measure === 'muscle-enzyme') return enzymeRange(id, p).value * (upperLimit ?? Number.NaN);
  if (measure === 'haq-di') return p.rangeHaqDi.value;
  if (measure !== 'mmt8') return p.rangeVas.value;
  if (id === 'mmt8') return p.rangeMmt8.value;
  return id === 'mmt24' ? p.rangeMmt24.value : p.rangeMmt8Bilateral.value;
}
