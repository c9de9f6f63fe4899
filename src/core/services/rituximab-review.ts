/** The review service: patient-view, for patients with a myositis on record; silence for everyone else. */
import type { CardContent } from '../cards/content.js';
import { renderReviewCard } from '../cards/render.js';
import { basisOfReview } from '../decision/basis.js';
import { decideReview } from '../decision/decide.js';
import { evaluate } from '../evaluate.js';
import type { Knowledge } from '../knowledge/compile.js';
import { MYOSITIS_SETS } from '../knowledge/value-set-ids.js';
import { prefetchedPatient, readPrefetched, recordFromPrefetch } from '../record/from-prefetch.js';
import type { Prefetched } from '../record/from-prefetch.js';
import { isMyositisCondition } from '../record/gate.js';
import type { Calendar } from '../time.js';
import { GATE_PROFILE, needsOf } from './needs.js';
import { prefetchTemplates } from './prefetch-templates.js';
import { answerWith } from './service.js';
import type { CdsService, ServiceAnswer, ServiceCall } from './service.js';

export interface ReviewDependencies {
  readonly knowledge: Knowledge;
  readonly content: CardContent;
  readonly calendar: Calendar;
  readonly showNotRefractory: boolean;
}

/** Without these nothing can be said (ruling 24). */
const REQUIRED = ['patient', 'conditions'] as const;
const SILENCE: ServiceAnswer = { kind: 'cards', cards: [] };

export function createReviewService(dependencies: ReviewDependencies): CdsService {
  return {
    id: 'myositis-rituximab-review',
    hook: 'patient-view',
    title: 'Rituximab review in refractory myositis',
    description:
      'For adults with dermatomyositis, polymyositis or antisynthetase syndrome: shows whether the disease counts as refractory by the founding protocols, and after rituximab the response, the six-month repeat and what is due, with every criterion, its evidence and what is missing. For health-care professionals; supports and never replaces their decision.',
    usageRequirements:
      'Works from prefetch alone. Required: patient and conditions; every other key that is left out is read from fhirServer where the hook brings a token, and named on the card where it cannot be read. Suggested scopes: read access to the resource types of the prefetch templates. Agree with the service that patient-view is fired where rituximab decisions are made.',
    prefetch: prefetchTemplates(dependencies.knowledge),
    gate: GATE_PROFILE,
    needs: (call) => needsOf(call, (conditions) => isInScope(conditions, dependencies.knowledge)),
    respond: (call) => respond(dependencies, call),
  };
}

function respond(
  { knowledge, content, calendar, showNotRefractory }: ReviewDependencies,
  call: ServiceCall,
): ServiceAnswer {
  const { prefetch, patientId, asOf } = call;
  const conditions = readPrefetched(prefetch, 'conditions');
  const patient = prefetchedPatient(prefetch, patientId);
  const missing = REQUIRED.filter((key) => (key === 'patient' ? !patient : conditions.coverage === 'unavailable'));
  if (!patient || missing.length > 0) return { kind: 'missing-data', keys: missing };
  // the gate: before anything else is read, does any condition speak of a myositis?
  if (!isInScope(conditions, knowledge)) {
    // pages that were not read may hold what decides, so their silence would be a guess
    return conditions.coverage === 'partial' ? { kind: 'missing-data', keys: ['conditions'] } : SILENCE;
  }
  const record = recordFromPrefetch(prefetch, patient, knowledge, calendar, call.fhirServer);
  const assessment = evaluate({ record, asOf, knowledge, calendar, isWithoutSeries: true });
  const outcomes = decideReview(assessment, { showNotRefractory, parameters: knowledge.parametersOn(asOf) });
  return answerWith(
    assessment,
    outcomes.map((outcome) => [
      renderReviewCard(outcome, assessment, content, { newId: call.newId }),
      basisOfReview(outcome, assessment),
    ]),
  );
}

function isInScope({ found }: Prefetched, knowledge: Knowledge): boolean {
  return found.some(({ resource }) => isMyositisCondition(resource, knowledge, MYOSITIS_SETS));
}
