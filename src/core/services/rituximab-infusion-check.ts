/** The infusion service: on the day, the same rules again; silence when all is well, and at visits for anything else. */
import { renderSafetyCard } from '../cards/render-safety.js';
import { decideInfusion } from '../decision/decide-infusion.js';
import { evaluate } from '../evaluate.js';
import type { JsonObject } from '../json.js';
import { isInfusionVisit } from '../orders/infusion-visit.js';
import { orderedTests } from '../orders/ordered-tests.js';
import { recordFromPrefetch } from '../record/from-prefetch.js';
import type { Lookup, PatientRecord } from '../record/record.js';
import { VISIT } from './needs.js';
import { prefetchTemplates } from './prefetch-templates.js';
import { admit, SILENCE, safetyNeeds } from './safety-scope.js';
import type { SafetyDependencies } from './safety-scope.js';
import { answerWith } from './service.js';
import type { CdsService, ServiceAnswer, ServiceCall } from './service.js';

export function createInfusionCheckService(dependencies: SafetyDependencies): CdsService {
  return {
    id: 'rituximab-infusion-check',
    hook: 'encounter-start',
    title: 'Rituximab safety before an infusion',
    description:
      'For patients with an inflammatory myopathy who come for rituximab: shows whether the infusion should be held, or what has to be settled first, with an order for each missing test. Silent at every other visit, and when all is well. For health-care professionals; supports and never replaces their decision.',
    usageRequirements:
      'Works from prefetch alone. Required: patient and conditions; every other key that is left out is read from fhirServer where the hook brings a token, and named on the card where it cannot be read. A visit counts as one for rituximab by an active order that is due within 14 days, an infusion that runs, or the reason or service type of the encounter. Not for use during an infusion reaction.',
    prefetch: prefetchTemplates(dependencies.knowledge),
    gate: VISIT,
    needs: (call) => needs(dependencies, call),
    respond: (call) => respond(dependencies, call),
  };
}

function recordOf(
  { knowledge, calendar }: SafetyDependencies,
  { prefetch, fhirServer }: ServiceCall,
  patient: JsonObject,
): PatientRecord {
  return recordFromPrefetch(prefetch, patient, knowledge, calendar, fhirServer);
}

/** Where everyone is in scope, the visit is the gate; a patient with a myositis comes too seldom to be asked about twice. */
function needs(dependencies: SafetyDependencies, call: ServiceCall): readonly Lookup[] {
  const needed = safetyNeeds(call, dependencies);
  if (dependencies.scope !== 'all-rituximab' || !needed.some((lookup) => VISIT.includes(lookup))) return needed;
  const admitted = admit(call, dependencies);
  if (admitted.kind === 'answered') return VISIT;
  const { knowledge, calendar } = dependencies;
  const { asOf, encounterId } = call;
  const record = recordOf(dependencies, call, admitted.patient);
  const parameters = knowledge.parametersOn(asOf);
  return isInfusionVisit({ record, encounterId, asOf, knowledge, parameters, calendar }) ? needed : VISIT;
}

function respond(dependencies: SafetyDependencies, call: ServiceCall): ServiceAnswer {
  const { knowledge, content, calendar, scope } = dependencies;
  const { asOf, encounterId } = call;
  const admitted = admit(call, dependencies);
  if (admitted.kind === 'answered') return admitted.answer;
  const record = recordOf(dependencies, call, admitted.patient);
  const parameters = knowledge.parametersOn(asOf);
  if (!isInfusionVisit({ record, encounterId, asOf, knowledge, parameters, calendar })) {
    // an order that could not be looked at may be the one that makes the visit
    const isOpen = record.looked.medicationRequests !== 'complete';
    return isOpen ? { kind: 'missing-data', keys: ['medicationRequests'] } : SILENCE;
  }
  const assessment = evaluate({
    record,
    asOf,
    knowledge,
    calendar,
    isInfusionDay: true,
    isWithoutSeries: true,
    isSafetyForAll: scope === 'all-rituximab',
  });
  const { ordered } = orderedTests({ record, drafts: [], asOf, calendar, knowledge, parameters });
  const outcome = decideInfusion(assessment, ordered, parameters);
  if (outcome === 'silent') return { kind: 'cards', cards: [], assessment };
  const catalogue = knowledge.orderableTests;
  const card = renderSafetyCard({ outcome, assessment, content, catalogue, encounterId, ids: { newId: call.newId } });
  return answerWith(assessment, [[card, outcome]]);
}
