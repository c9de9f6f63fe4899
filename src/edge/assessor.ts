/** Input of either shape judged as one patient: what `POST /assessments` and the command line both do. */
import type { Assessment } from '../core/assessment.js';
import { evaluate } from '../core/evaluate.js';
import type { Knowledge } from '../core/knowledge/compile.js';
import type { JsonObject } from '../core/json.js';
import type { AssemblyFault } from '../core/record/assembled.js';
import { recordFromBundle } from '../core/record/from-bundle.js';
import { prefetchedPatient, recordFromPrefetch } from '../core/record/from-prefetch.js';
import type { Calendar, Day } from '../core/time.js';

export type AssessmentAnswer =
  | { readonly kind: 'assessment'; readonly assessment: Assessment }
  | { readonly kind: 'fault'; readonly fault: AssemblyFault };

/** `draftOrders`: what is being ordered now, a Bundle as received. */
export type AssessBundle = (bundle: unknown, asOf: Day, draftOrders?: unknown) => AssessmentAnswer;

export interface Assessor {
  readonly bundle: AssessBundle;
  /** The prefetch of a hook call about one patient, read as the service itself reads it. */
  readonly prefetch: (patientId: string, prefetch: JsonObject, asOf: Day) => AssessmentAnswer;
}

export function createAssessor(knowledge: Knowledge, calendar: Calendar): Assessor {
  return {
    bundle: (bundle, asOf, draftOrders) => {
      const assembled = recordFromBundle(bundle, knowledge, calendar);
      if (assembled.kind === 'fault') return assembled;
      const { record } = assembled;
      return { kind: 'assessment', assessment: evaluate({ record, asOf, knowledge, calendar, draftOrders }) };
    },
    prefetch: (patientId, prefetch, asOf) => {
      const patient = prefetchedPatient(prefetch, patientId);
      if (!patient) return { kind: 'fault', fault: 'no-patient' };
      const record = recordFromPrefetch(prefetch, patient, knowledge, calendar);
      return { kind: 'assessment', assessment: evaluate({ record, asOf, knowledge, calendar }) };
    },
  };
}
