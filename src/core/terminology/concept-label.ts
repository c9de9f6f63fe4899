/** What to call a CodeableConcept on a card: its own words, else its first code with the name of the code system. */
import { listOf, textOf } from '../json.js';

const SHORT_NAME: Readonly<Record<string, string>> = {
  'http://loinc.org': 'LOINC',
  'http://snomed.info/sct': 'SNOMED CT',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RxNorm',
  'http://www.whocc.no/atc': 'ATC',
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10',
  'http://hl7.org/fhir/sid/icd-10': 'ICD-10',
  'http://hl7.org/fhir/sid/cvx': 'CVX',
  'http://www.ama-assn.org/go/cpt': 'CPT',
  'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'HCPCS',
  'http://www.cms.gov/Medicare/Coding/ICD10': 'ICD-10-PCS',
};

/** The text a person wrote or chose; undefined when there is only a code. */
export function conceptWords(concept: unknown): string | undefined {
  const text = textOf(concept, 'text');
  if (text !== undefined) return text;
  for (const coding of listOf(concept, 'coding')) {
    const display = textOf(coding, 'display');
    if (display !== undefined) return display;
  }
  return undefined;
}

/** Empty when the concept says nothing at all. */
export function conceptLabel(concept: unknown): string {
  const words = conceptWords(concept);
  if (words !== undefined) return words;
  for (const coding of listOf(concept, 'coding')) {
    const code = textOf(coding, 'code');
    const system = SHORT_NAME[textOf(coding, 'system') ?? ''];
    if (code !== undefined) return system === undefined ? code : `${system} ${code}`;
  }
  return '';
}
