/** What the service knows: data read once at start, checked by schema, and handed to the pure core. */
import { z } from 'zod';
import type { AboutData } from './about.js';
import { isoDay } from './iso-day.js';
import type { OrderableTests } from './orderable-tests.js';
import type { ParameterTree } from './parameters.js';

const code = z.strictObject({
  code: z.string().min(1),
  display: z.string().min(1).optional(),
  extension: z
    .array(z.strictObject({ url: z.string(), valueCode: z.string().optional(), valueString: z.string().optional() }))
    .optional(),
});

const regex = z.string().min(1).refine(isRegex, 'a regular expression');

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/**
 * The part of a FHIR R4 ValueSet that is used. Enabled codes are in `compose.include`; codes that are known but must not
 * match are in `compose.exclude`, each with extension `code-status` (verified, verified-component, unverified,
 * unverified-enabled, local) and `code-use`. A `filter` with `op: is-a` takes the code and its children (ICD categories),
 * one with `op: regex` every code that matches as a whole.
 * Text is matched by the extensions `text-synonym` and `text-deny` of the value set.
 */
export const valueSet = z.strictObject({
  resourceType: z.literal('ValueSet'),
  id: z.string().regex(/^[a-z0-9-]+$/),
  url: z.string().min(1),
  version: z.string().min(1),
  name: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['active', 'draft']),
  description: z.string().min(1).optional(),
  copyright: z.string().min(1).optional(),
  extension: z
    .array(z.strictObject({ url: z.string(), valueString: z.string().optional(), valueCode: z.string().optional() }))
    .optional(),
  compose: z.strictObject({
    include: z.array(
      z.strictObject({
        system: z.string().min(1),
        concept: z.array(code).optional(),
        filter: z
          .array(
            z.union([
              z.strictObject({ property: z.literal('concept'), op: z.literal('is-a'), value: z.string().min(1) }),
              z.strictObject({ property: z.literal('code'), op: z.literal('regex'), value: regex }),
            ]),
          )
          .optional(),
      }),
    ),
    exclude: z.array(z.strictObject({ system: z.string().min(1), concept: z.array(code) })).optional(),
  }),
});
export type ValueSet = z.infer<typeof valueSet>;

/** Product or ingredient code → drug id, with form and strength: a FHIR ConceptMap (`concept-maps/medication-to-drug.json`). */
export const conceptMap = z.strictObject({
  resourceType: z.literal('ConceptMap'),
  id: z.string(),
  url: z.string(),
  version: z.string(),
  name: z.string(),
  title: z.string(),
  status: z.enum(['active', 'draft']),
  description: z.string().optional(),
  copyright: z.string().optional(),
  group: z.array(
    z.strictObject({
      source: z.string(),
      target: z.string(),
      element: z.array(
        z.strictObject({
          code: z.string().min(1),
          display: z.string().optional(),
          target: z.array(
            z.strictObject({
              code: z.string().min(1),
              equivalence: z.enum(['wider', 'equivalent', 'unmatched']),
              product: z
                .array(
                  z.strictObject({
                    property: z.enum(['form', 'strength-mg', 'strength-per', 'status', 'evidence']),
                    value: z.string(),
                  }),
                )
                .optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type ConceptMap = z.infer<typeof conceptMap>;

/** How a drug's dose is judged. `parameter` names the entry of `fullDose` and, where there is one, `plausibleDose`. */
const regimen = z.strictObject({
  kind: z.enum(['daily', 'weekly', 'cycle']),
  parameter: z.string().min(1),
  /** A second limb: reaching either is enough (mg/m2 or mg/kg). */
  alternative: z.string().min(1).optional(),
  /** Entry of `troughLevel`, with the value set of the level. */
  trough: z.strictObject({ parameter: z.string().min(1), valueSet: z.string().min(1) }).optional(),
  /** The regimen of these forms only; without it, of any form. */
  form: z.enum(['oral', 'parenteral']).optional(),
  /** A loading dose in mg a day that for so many days is neither counted nor called implausible. */
  loading: z.strictObject({ milligrams: z.number().positive(), days: z.number().int().positive() }).optional(),
  /** Entries of `plausibleDose` beside `parameter`. */
  alsoAtMost: z.array(z.string().min(1)).optional(),
  /** Doses per kg count on the adjusted weight of an overweight patient (ruling 7). */
  isAdjustedWeight: z.boolean().optional(),
});

export const drug = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** Exposure group: one agent may hold several drugs (mycophenolate mofetil and mycophenolic acid). */
  agent: z.string().regex(/^[a-z0-9-]+$/),
  role: z.enum([
    'immunosuppressant',
    'immunomodulator',
    'glucocorticoid',
    'rituximab',
    'b-cell-depleting',
    'interacting',
  ]),
  regimens: z.array(regimen).optional(),
  /** Multiply milligrams to get milligrams of the agent's reference drug; two values when the product may be either. */
  factor: z.array(z.number().positive()).min(1).optional(),
  /** Only counted as systemic when route or form says so (hydrocortisone, triamcinolone). */
  systemicOnlyWhenTold: z.boolean().optional(),
  weeklyOnly: z.boolean().optional(),
  /** Entries of `plausibleDose` for a drug without a regimen. */
  atMost: z.array(z.string().min(1)).optional(),
  /** The agent whose full dose may not be reachable beside this drug. */
  limits: z.string().min(1).optional(),
  synonyms: z.array(z.string().min(1)).min(1),
  deny: z.array(z.string().min(1)).optional(),
  note: z.string().min(1).optional(),
});
export type Drug = z.infer<typeof drug>;
export type Regimen = z.infer<typeof regimen>;

/** One analyte table: canonical unit and factors from accepted units. */
const unitTable = z.strictObject({
  canonical: z.string().min(1),
  accept: z.record(z.string(), z.number().positive()),
  /** Units that say nothing (`{score}`, `1`): accepted up to this value only. */
  unitlessUpTo: z.strictObject({ units: z.array(z.string()), value: z.number() }).optional(),
  plausible: z.strictObject({ from: z.number(), to: z.number() }).optional(),
});
export const units = z.strictObject({
  /** Spelling → UCUM, applied before the tables. */
  aliases: z.record(z.string(), z.string()),
  tables: z.record(z.string(), unitTable),
  /** Words for one dose form: tablet, capsule … */
  doseForms: z.array(z.string().min(1)),
});
export type Units = z.infer<typeof units>;

export const clinicalWords = z.strictObject({
  /** Coded or worded timing → doses a day: BID: 2, QOD: 0.5, weekly: 1/7. */
  timings: z.record(z.string(), z.number().positive()),
  /** Words in a stop reason. */
  stopReasons: z.strictObject({
    inadequate: z.array(z.string()),
    intolerance: z.array(z.string()),
    /** Words that, shortly before, take a reason back: no, without, denies. */
    negations: z.array(z.string()),
    /** Words that end what a negation reaches: and, but, because. */
    breaks: z.array(z.string()),
  }),
  routes: z.strictObject({
    oral: z.array(z.string()),
    intravenous: z.array(z.string()),
    otherSystemic: z.array(z.string()),
    local: z.array(z.string()),
  }),
  answers: z.strictObject({
    positive: z.array(z.string()),
    negative: z.array(z.string()),
    undecided: z.array(z.string()),
    negations: z.array(z.string()),
  }),
  /** Bare classes of heart failure as results are written. */
  heartFailureClasses: z.record(z.string(), z.enum(['i-iii', 'iv'])),
  /** Words that make a condition text say something else: family history, rule out … */
  notADiagnosis: z.array(z.string()),
  /** Procedures that are never major surgery: endoscopy, biopsy … */
  notSurgery: z.array(z.string()),
});
type ClinicalWords = z.infer<typeof clinicalWords>;

export const citation = z.strictObject({
  title: z.string().min(1),
  section: z.string().min(1).optional(),
  url: z.url().optional(),
  /** Date on which it was read. */
  read: isoDay,
  /** Day by which it must be read again; what rests on it is under review from the day after. */
  reviewBy: isoDay,
  kind: z.enum(['seed', 'label', 'guideline', 'trial', 'cohort', 'review', 'terminology', 'policy']),
});
export type Citation = z.infer<typeof citation>;

/** Everything in `src/knowledge/`, validated but not yet compiled. */
/** The form whose link ids are read; only its address matters here, what an item means is said by the value sets. */
export const questionnaire = z.looseObject({ resourceType: z.literal('Questionnaire'), url: z.url() });
type Questionnaire = z.infer<typeof questionnaire>;

export interface KnowledgeData {
  readonly version: string;
  readonly parameters: ParameterTree;
  readonly valueSets: readonly ValueSet[];
  readonly conceptMap: ConceptMap;
  readonly drugs: readonly Drug[];
  readonly questionnaire: Questionnaire;
  readonly units: Units;
  readonly orderableTests: OrderableTests;
  readonly words: ClinicalWords;
  /** Alias of a code system URI → the URI used here. */
  readonly codeSystems: Readonly<Record<string, string>>;
  readonly citations: Readonly<Record<string, Citation>>;
  readonly about: AboutData;
}
