/** What every safety service asks first: is this patient one of those it speaks for, and is there enough to speak? */
import type { SafetyCardContent } from '../cards/safety-content.js';
import type { JsonObject } from '../json.js';
import type { Knowledge } from '../knowledge/compile.js';
import { MYOSITIS_SETS } from '../knowledge/value-set-ids.js';
import { prefetchedPatient, readPrefetched } from '../record/from-prefetch.js';
import type { Prefetched } from '../record/from-prefetch.js';
import { isMyositisCondition } from '../record/gate.js';
import type { Lookup } from '../record/record.js';
import type { Calendar } from '../time.js';
import { needsOf } from './needs.js';
import type { ServiceAnswer, ServiceCall } from './service.js';

/** `SAFETY_SCOPE`: patients with a myositis on record, or whoever gets rituximab (ruling 21). */
export type SafetyScope = 'myositis' | 'all-rituximab';

export interface SafetyDependencies {
  readonly knowledge: Knowledge;
  readonly content: SafetyCardContent;
  readonly calendar: Calendar;
  readonly scope: SafetyScope;
}

export const SILENCE: ServiceAnswer = { kind: 'cards', cards: [] };

type Admitted =
  | { readonly kind: 'admitted'; readonly patient: JsonObject }
  | { readonly kind: 'answered'; readonly answer: ServiceAnswer };

/** Patient and conditions are indispensable (ruling 24); without a myositis on record there is silence. */
export function admit({ prefetch, patientId }: ServiceCall, { knowledge, scope }: SafetyDependencies): Admitted {
  const conditions = readPrefetched(prefetch, 'conditions');
  const patient = prefetchedPatient(prefetch, patientId);
  const missing = [...(patient ? [] : ['patient']), ...(conditions.coverage === 'unavailable' ? ['conditions'] : [])];
  if (!patient || missing.length > 0) return { kind: 'answered', answer: { kind: 'missing-data', keys: missing } };
  if (scope === 'all-rituximab') return { kind: 'admitted', patient };
  if (hasMyositis(conditions, knowledge)) return { kind: 'admitted', patient };
  // pages that were not read may hold what decides, so their silence would be a guess
  const isOpen = conditions.coverage === 'partial';
  return { kind: 'answered', answer: isOpen ? { kind: 'missing-data', keys: ['conditions'] } : SILENCE };
}

function hasMyositis({ found }: Prefetched, knowledge: Knowledge): boolean {
  return found.some(({ resource }) => isMyositisCondition(resource, knowledge, MYOSITIS_SETS));
}

/** Look-ups that can still change the answer of a safety service, as far as the patient decides. */
export function safetyNeeds(call: ServiceCall, { knowledge, scope }: SafetyDependencies): readonly Lookup[] {
  return needsOf(call, (conditions) => scope === 'all-rituximab' || hasMyositis(conditions, knowledge));
}
