/** What a medication coding or text was recognised as. */

/** How a drug was recognised; `text` supports but never decides alone. */
export type RecognisedBy = 'rxnorm' | 'atc' | 'snomed' | 'cvx' | 'hcpcs' | 'text';

export type DrugForm = 'oral' | 'parenteral' | 'depot' | 'pack' | 'local';

/** Milligrams in one dose form (tablet, capsule) or in one millilitre. */
export interface Strength {
  readonly milligrams: number;
  readonly per: 'dose-form' | 'mL';
}

export interface Recognition {
  /** Drug id of `knowledge/drugs.yaml`: `azathioprine`, `mycophenolic-acid`, `prednisone` … */
  readonly drug: string;
  readonly by: RecognisedBy;
  readonly form?: DrugForm;
  readonly strength?: Strength;
  /** Product name as the record gives it, for display. */
  readonly text: string;
}

export type RecognitionResult =
  | { readonly kind: 'recognised'; readonly recognition: Recognition }
  /** Two drugs inside one CodeableConcept. */
  | { readonly kind: 'contradictory'; readonly drugs: readonly string[]; readonly text: string }
  /** No code is known, yet the text names a listed drug inside a product that is not in the map. */
  | { readonly kind: 'unmapped-product'; readonly drug: string; readonly text: string }
  /** Neither a code nor a word says which drug it is, so it may be any. */
  | { readonly kind: 'nameless' }
  | { readonly kind: 'not-listed' };
