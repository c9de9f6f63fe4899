/** Every value set that some fact or rule reads. A file in `src/knowledge/value-sets/` answers each; start fails otherwise. */

export const ENZYMES = [
  'creatine-kinase',
  'aldolase',
  'lactate-dehydrogenase',
  'aspartate-aminotransferase',
  'alanine-aminotransferase',
] as const;

export const ANTISYNTHETASE_ANTIBODIES = ['anti-jo-1', 'anti-pl-7', 'anti-pl-12', 'anti-ej', 'anti-oj'] as const;
export const NECROTISING_ANTIBODIES = ['anti-srp', 'anti-hmgcr'] as const;
const OTHER_ANTIBODIES = [
  'anti-mi-2',
  'anti-mda5',
  'anti-tif1-gamma',
  'anti-nxp2',
  'anti-sae',
  'anti-ro52',
  'anti-ssa',
  'ana',
  'anti-pm-scl',
  'anti-u1-rnp',
  'anti-ku',
  'anti-cn-1a',
] as const;
export const ANTIBODIES = [...ANTISYNTHETASE_ANTIBODIES, ...NECROTISING_ANTIBODIES, ...OTHER_ANTIBODIES] as const;

export const CORE_SET_MEASURES = [
  'mmt8',
  'mmt8-bilateral',
  'mmt24',
  'physician-global',
  'patient-global',
  'haq-di',
  'extramuscular-global',
] as const;

export const BODY_MEASURES = ['body-weight', 'body-height', 'body-surface-area'] as const;
export const DRUG_LEVELS = ['ciclosporin-level', 'tacrolimus-level'] as const;

/** Attestations of a clinician (local Observation codes and questionnaire linkIds). */
export const ATTESTATIONS = ['taper-hampered-attested', 'maximum-tolerated-dose-reached'] as const;

/** What is measured before and after rituximab for safety (section E). */
const HEPATITIS_B_TESTS = ['hbsag', 'anti-hbc-total', 'anti-hbc-igm', 'anti-hbs', 'hbv-dna'] as const;
const BLOOD_COUNTS = ['neutrophils', 'leukocytes', 'platelets'] as const;
const IMMUNOGLOBULINS = ['immunoglobulin-g', 'immunoglobulin-a', 'immunoglobulin-m'] as const;
export const PREGNANCY_TESTS = ['pregnancy-test-qualitative', 'pregnancy-test-quantitative'] as const;
export const SAFETY_TESTS = [
  ...HEPATITIS_B_TESTS,
  ...BLOOD_COUNTS,
  ...IMMUNOGLOBULINS,
  ...PREGNANCY_TESTS,
  'pregnancy-status',
  'breastfeeding-status',
  'hcv-ab',
  'hiv-agab',
  'igra',
  'cd19-abs',
  'nyha-class',
  'body-temperature',
] as const;

/** The LOINC wrapper for performance-based measures. */
export const PERFORMANCE_MEASURE = [
  'performance-measure-panel',
  'performance-measure-name',
  'performance-measure-score',
] as const;

const OBSERVATION_SETS = [
  ...ENZYMES,
  ...ANTIBODIES,
  ...CORE_SET_MEASURES,
  ...BODY_MEASURES,
  ...DRUG_LEVELS,
  ...ATTESTATIONS,
  ...PERFORMANCE_MEASURE,
  ...SAFETY_TESTS,
  'cd4-count',
  /** A panel as it is ordered. */
  'complete-blood-count',
] as const;

export const MYOSITIS_SETS = [
  'dermatomyositis',
  'polymyositis',
  'antisynthetase-syndrome',
  'inflammatory-myopathy-unspecified',
  'inclusion-body-myositis',
  'immune-mediated-necrotising-myopathy',
  'amyopathic-dermatomyositis',
  'juvenile-dermatomyositis',
  'cancer-associated-myositis',
] as const;

export const INFECTION_SETS = ['serious-infection', 'hepatitis-b', 'hepatitis-c', 'hiv', 'tuberculosis'] as const;

const CONDITION_SETS = [
  ...MYOSITIS_SETS,
  ...INFECTION_SETS,
  'infection-possible',
  /** A second connective tissue disease; with a myositis code it makes an overlap. */
  'other-connective-tissue-disease',
  'interstitial-lung-disease',
  'arthritis',
  'dysphagia',
  'malignancy',
  'pregnancy',
  'lactation',
  'hypogammaglobulinaemia',
  /** The part of it that says nothing of total IgG. */
  'immunoglobulin-deficiency-other',
  'drug-hypersensitivity',
  'anaphylaxis',
  'progressive-multifocal-leukoencephalopathy',
  'latent-tuberculosis',
  'severe-mucocutaneous-reaction',
  'heart-failure',
  'heart-disease-uncontrolled',
  'lymphoma',
  'neurological-symptom',
  'childbearing-excluded',
  'contraception',
  'cancer-screening',
  'severe-immunocompromise',
] as const;

/** Vaccines that are best given before the first course (S-21). */
export const NON_LIVE_VACCINES = [
  'vaccine-influenza',
  'vaccine-pneumococcal',
  'vaccine-zoster-recombinant',
  'vaccine-hepatitis-b',
  'vaccine-covid-19',
] as const;

/** Drugs that a rule looks for and that have no dose to judge. */
export const MEDICINE_SETS = [
  'systemic-antimicrobial',
  'hepatitis-b-antiviral',
  'trimethoprim-sulfamethoxazole',
  'pneumocystis-prophylaxis',
  'antihypertensive',
  'antipyretic',
  'antihistamine',
  'other-biologic',
] as const;
export type MedicineSetId = (typeof MEDICINE_SETS)[number];

/** Measures that look like one of the core set and are none: listed, never compared. */
const LOOK_ALIKES = ['measure-ambiguous', 'measure-panel', 'muscle-strength-0-10'] as const;

const OTHER_SETS = [
  ...LOOK_ALIKES,
  'sex-female',
  'sex-male',
  ...MEDICINE_SETS,
  'parenteral-antimicrobial',
  'perioperative-antimicrobial',
  ...NON_LIVE_VACCINES,
  'live-vaccine',
  'live-vaccine-to-confirm',
  'non-live-vaccine',
  'surgical-procedure',
  'answer-positive',
  'answer-negative',
  'pregnant',
  'not-pregnant',
  'route-oral',
  'route-intravenous',
  'route-other-systemic',
  'nyha-class-iv',
  'nyha-class-i-iii',
  'no-known-allergy',
  'murine-protein',
  'says-nothing',
  'severity-severe',
] as const;

export const VALUE_SET_IDS = [...OBSERVATION_SETS, ...CONDITION_SETS, ...OTHER_SETS] as const;
export type ValueSetId = (typeof VALUE_SET_IDS)[number];
