/**
 * The contract between the decision core and every face: `POST /assessments`, the command line, the cards and the
 * SMART app all show this one object. Field names are fixed; fields may be added, never renamed. An optional field
 * that is undefined here is absent in JSON.
 */
import type { TestId } from './knowledge/orderable-tests.js';
import type { Comparator } from './quantity.js';
import type { Trace } from './rituximab/infusion.js';
import type { Status } from './status.js';

export type Stage = 'out-of-scope' | 'before-rituximab' | 'after-rituximab';

export type Subtype =
  | 'dermatomyositis'
  | 'polymyositis'
  | 'antisynthetase-syndrome'
  | 'amyopathic-dermatomyositis'
  | 'immune-mediated-necrotising-myopathy'
  | 'inclusion-body-myositis'
  | 'juvenile'
  | 'overlap'
  | 'cancer-associated'
  | 'unspecified'
  | 'none';

/** One datum that a verdict rests on, with the resource and element it was read from. */
export interface Evidence {
  readonly label: string;
  readonly value: number | string | boolean | null;
  readonly unit?: string | undefined;
  /** `YYYY-MM-DD`, or the two ends of what a partial date may mean, joined by `/`. */
  readonly date?: string | undefined;
  /** `Observation/ck-2`; the entry's fullUrl where the resource has no id. */
  readonly reference: string;
  /** FHIR element path, for example `Observation.value`. */
  readonly path?: string | undefined;
}

export type VerdictGroup =
  'population' | 'refractoriness' | 'safety' | 'repeat' | 'regimen' | 'monitoring' | 'information';

export type Severity = 'contraindication' | 'caution' | 'information';

/** One criterion as decided for one patient on one day. */
export interface Verdict {
  /** The claim, kebab-case: `taper-hampered`. */
  readonly id: string;
  /** Its number in the clinical rules: `R-20`, `C.4`. */
  readonly rule: string;
  readonly group: VerdictGroup;
  /** Status of the claim; claims are phrased so that `met` is what one wants to find. */
  readonly status: Status;
  /** Of an exclusion or safety claim that is not met or unknown. */
  readonly severity?: Severity | undefined;
  readonly because: string;
  /** What the value is held against, in words; absent where nothing is measured. */
  readonly threshold?: string | undefined;
  readonly evidence: readonly Evidence[];
  /** A source of the rule is overdue for review; absent while none is. */
  readonly isUnderReview?: true | undefined;
  /** What to record or order so that an unknown can be settled, in words. */
  readonly missing: readonly string[];
  /** Ids of tests among what is missing: a card may offer to order them. */
  readonly tests?: readonly TestId[] | undefined;
  readonly cites: readonly string[];
}

/** One distinct drug ever tried (mycophenolate mofetil and mycophenolic acid are one; so are oral and IV cyclophosphamide). */
export interface Trial {
  readonly agent: string;
  /** On the strict list of R-21. */
  readonly qualifying: boolean;
  readonly adequate: Status;
  /** Days at full dose in the best single trial; for cycle drugs at most 28 a cycle. */
  readonly coveredDays: number;
  readonly cycles?: number;
  readonly dose: { readonly value: number | null; readonly unit: string };
  readonly threshold: { readonly value: number; readonly unit: string } | null;
  readonly stopped?: 'inadequate' | 'intolerance' | 'other' | null;
  readonly because: string;
  readonly evidence: readonly Evidence[];
}

export interface GlucocorticoidSummary {
  /** Scheduled prednisone equivalent on `asOf`, mg a day; null when it cannot be told. */
  readonly dailyPrednisoneEquivalent: number | null;
  readonly taper: 'hampered' | 'not-hampered' | 'undetermined';
  /** Mean of days E-28..E-1, mg a day (A of clinical rule C.3). */
  readonly recentMean: number | null;
  /** Mean of days E-180..E-153, mg a day (B of clinical rule C.3). */
  readonly earlierMean: number | null;
  readonly because: string;
}

export interface Course {
  readonly number: number;
  readonly day0: string;
  readonly infusions: readonly {
    readonly date: string;
    readonly doseMg: number | null;
    /** What tells of it; all but an administration are weaker. */
    readonly trace: Trace;
    readonly references: readonly string[];
  }[];
  readonly schedule: 'A' | 'B' | 'other';
  /** Days of immunoglobulin and of glucocorticoid pulses directly before the first infusion. */
  readonly preTreatment?: { readonly immunoglobulin: readonly string[]; readonly pulses: readonly string[] };
}

export type MeasureId =
  'mmt8' | 'physician-global' | 'patient-global' | 'haq-di' | 'muscle-enzyme' | 'extramuscular-global';

export type ResponseVerdict = 'responder' | 'non-responder' | 'indeterminate' | 'too-early';

/** One core set measure at baseline and follow-up. */
export interface MeasureChange {
  readonly id: MeasureId;
  /** What was measured: the version of MMT, the enzyme. */
  readonly label: string;
  readonly baseline: number | null;
  readonly followUp: number | null;
  /** The value is only a bound: `>` 20000 is more than that. */
  readonly baselineComparator?: Comparator;
  readonly followUpComparator?: Comparator;
  readonly unit: string;
  /** Positive is better; null where there is no baseline to divide by, or a side is only a bound. */
  readonly changePercent: number | null;
  /** By the strict comparators of the seed definition. */
  readonly verdict: 'improved' | 'worsened' | 'unchanged' | 'not-evaluable' | 'missing';
  readonly note?: string;
  readonly evidence: readonly Evidence[];
}

/** The 2016 ACR/EULAR Total Improvement Score; of an incomplete one the score is a lower bound. */
export interface TotalImprovement {
  readonly score: number;
  readonly complete: boolean;
  readonly highestPossible: number;
  readonly category: 'none' | 'minimal' | 'moderate' | 'major' | 'not-determinable';
}

/** Response to one course at one reading. */
export interface Response {
  readonly course: number;
  /** Whole weeks from day 0 to the follow-up, or the target week when nothing was found. */
  readonly week: number;
  /** 24 or 52; null for the newest reading. */
  readonly targetWeek: number | null;
  readonly baselineDate: string | null;
  readonly followUpDate: string | null;
  readonly measures: readonly MeasureChange[];
  /** The founding definition, strict comparators. */
  readonly seed: ResponseVerdict;
  /** The same measures, non-strict comparators. */
  readonly imacs: ResponseVerdict;
  /** The two differ: a change lies exactly at a threshold (AMB-7). */
  readonly borderline: boolean;
  readonly tis: TotalImprovement;
  /** Prednisone equivalent, mg a day, on day 0 and at follow-up; null where the record does not tell. */
  readonly prednisoneEquivalent: { readonly baseline: number | null; readonly followUp: number | null };
  /** Measures that are missing, in words. */
  readonly missing: readonly string[];
  /** What a reader must know beside the verdict: fallen strength, immunoglobulin in between, a ceiling. */
  readonly notes: readonly string[];
}

/** What pictures are drawn from: every reading, every stretch of treatment, every infusion, with its source. */
export interface Series {
  /** By measure, oldest first. */
  readonly measures: readonly {
    readonly id: MeasureId;
    readonly label: string;
    readonly value: number;
    /** The value is only a bound: `<`, `>`. */
    readonly comparator?: string;
    readonly unit: string;
    readonly date: string;
    readonly upperLimit?: number;
    readonly reference: string;
  }[];
  /** Stretches with one dose; `counted` says whether that was a full dose for certain. */
  readonly drugs: readonly {
    readonly agent: string;
    readonly from: string;
    readonly to: string;
    readonly dose: { readonly value: number | null; readonly unit: string };
    readonly counted: Status;
    readonly references: readonly string[];
  }[];
  readonly infusions: readonly {
    readonly date: string;
    readonly doseMg: number | null;
    readonly trace: Trace;
    /** Number of its course; null when it was given for a malignancy. */
    readonly course: number | null;
    readonly references: readonly string[];
  }[];
  /** Days on end with one prednisone equivalent, mg a day; null where the record does not tell. */
  readonly prednisoneEquivalent: readonly {
    readonly from: string;
    readonly to: string;
    readonly mgPerDay: number | null;
  }[];
}

/** The repeat course of the founding protocol; absent once its window has closed, and outside the population. */
export interface RepeatCourse {
  readonly status: 'stop' | 'review' | 'no-stop-found' | 'cannot-state';
  readonly targetDate: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  /** Rules that stop it. */
  readonly stops: readonly string[];
  /** What keeps a stop from being excluded. */
  readonly missing: readonly string[];
}

interface AssessedSurface {
  readonly m2: number;
  readonly formula: 'mosteller' | 'du-bois' | 'recorded';
  /** Said when the two formulas differ by more than a little. */
  readonly note?: string | undefined;
}

/** A resource that was seen but not used, and why (invariant I-2). */
export interface NotUsed {
  readonly reference: string;
  readonly reason: string;
}

export type Coverage = 'complete' | 'partial' | 'unavailable';

export interface Assessment {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** `Patient/123`. */
  readonly patient: string;
  /** Version and SHA-256 digest of rules, parameters, value sets and cards. */
  readonly knowledge: { readonly version: string; readonly digest: string };
  readonly stage: Stage;
  readonly diagnosis: { readonly subtype: Subtype; readonly evidence: readonly Evidence[] };
  readonly refractory: { readonly strict: Status; readonly extended: Status; readonly mok2007: Status };
  readonly trials: readonly Trial[];
  readonly glucocorticoid: GlucocorticoidSummary;
  readonly activeDisease: Status;
  readonly courses: readonly Course[];
  /** One per course and target week that has been reached, then the newest reading. */
  readonly responses: readonly Response[];
  readonly repeatCourse?: RepeatCourse | undefined;
  /** After rituximab only. */
  readonly series?: Series | undefined;
  readonly bodySurfaceArea?: AssessedSurface | undefined;
  /** Every criterion assessed, in fixed order. */
  readonly verdicts: readonly Verdict[];
  /** Doubtful data that were used or set aside: shown on the card, never silent. */
  readonly dataQuality: readonly string[];
  readonly notUsed: readonly NotUsed[];
  readonly coverage: Readonly<Record<string, Coverage>>;
  /** No card is shown for a patient who has died. */
  readonly isDeceased: boolean;
}
