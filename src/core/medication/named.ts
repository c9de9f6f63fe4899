/** The drugs that a product may be: one for sure, or one or more in doubt (terminology pages 3.3 and 6.7). */
import type { Knowledge } from '../knowledge/compile.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { Recognition, RecognitionResult } from '../terminology/recognition.js';

export interface NamedDrug {
  readonly drug: Drug;
  readonly recognition: Recognition;
  /** Why the drug is not certain, in words for the card. */
  readonly doubt?: string;
}

export function namedDrugs(result: RecognitionResult, { medications }: Knowledge): readonly NamedDrug[] {
  const named = (id: string, recognition: Recognition, doubt?: string): readonly NamedDrug[] => {
    const drug = medications.drug(id);
    return drug ? [{ drug, recognition, ...(doubt === undefined ? {} : { doubt }) }] : [];
  };
  switch (result.kind) {
    case 'recognised':
      return named(result.recognition.drug, result.recognition);
    case 'unmapped-product': {
      const { recognition } = result;
      return named(recognition.drug, recognition, `product not in the map; it may be ${recognition.drug}`);
    }
    case 'contradictory':
      return result.drugs.flatMap((drug) =>
        named(drug, { drug, by: 'text', text: result.text }, `codings name two drugs (${result.drugs.join(', ')})`),
      );
    case 'nameless':
    case 'not-listed':
      return [];
  }
}
