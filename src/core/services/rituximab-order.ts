/** The order services: order-select answers for what is selected, order-sign for all drafts; other orders pass in silence. */
import { renderSafetyCard } from '../cards/render-safety.js';
import { decideOrder } from '../decision/decide-order.js';
import { evaluate } from '../evaluate.js';
import { isRituximab, isSelected, readDraftOrders } from '../orders/draft-orders.js';
import type { DraftOrder } from '../orders/draft-orders.js';
import { orderedTests } from '../orders/ordered-tests.js';
import { recordFromPrefetch } from '../record/from-prefetch.js';
import { isImmunoglobulinOrder, isLiveVaccineOrder } from '../safety/orders.js';
import { GATE_PROFILE } from './needs.js';
import { prefetchTemplates } from './prefetch-templates.js';
import { admit, SILENCE, safetyNeeds } from './safety-scope.js';
import type { SafetyDependencies } from './safety-scope.js';
import { answerWith } from './service.js';
import type { CdsService, ServiceAnswer, ServiceCall } from './service.js';

const USAGE =
  'Works from prefetch alone. Required: patient and conditions; every other key that is left out is read from fhirServer where the hook brings a token, and named on the card where it cannot be read. Suggested scopes: read access to the resource types of the prefetch templates. Suggestions draft orders of laboratory tests and nothing else.';

export function createOrderSelectService(dependencies: SafetyDependencies): CdsService {
  return {
    id: 'rituximab-order-select',
    hook: 'order-select',
    title: 'Rituximab safety while ordering',
    description:
      'For patients with an inflammatory myopathy for whom rituximab is selected: shows what forbids it, what has to be settled before, and whether the dose fits a schedule, with an order for each missing test. For health-care professionals; supports and never replaces their decision.',
    usageRequirements: USAGE,
    prefetch: prefetchTemplates(dependencies.knowledge),
    gate: GATE_PROFILE,
    needs: (call) => (speaksOfAny(dependencies, call, false) ? safetyNeeds(call, dependencies) : []),
    respond: (call) => respond(dependencies, call, false),
  };
}

export function createOrderSignService(dependencies: SafetyDependencies): CdsService {
  return {
    id: 'rituximab-order-sign',
    hook: 'order-sign',
    title: 'Rituximab safety at signing',
    description:
      'For patients with an inflammatory myopathy for whom rituximab is signed: shows what forbids it, what has to be settled before, and whether the dose fits a schedule, with an order for each missing test; also when immunoglobulin is signed before screening, or a live vaccine while rituximab acts. For health-care professionals; supports and never replaces their decision.',
    usageRequirements: USAGE,
    prefetch: prefetchTemplates(dependencies.knowledge),
    gate: GATE_PROFILE,
    needs: (call) => (speaksOfAny(dependencies, call, true) ? safetyNeeds(call, dependencies) : []),
    respond: (call) => respond(dependencies, call, true),
  };
}

/** An order that a rule speaks of, or one of which nobody can tell yet what it is for. */
function mayConcern(draft: DraftOrder, isFinal: boolean, { knowledge }: SafetyDependencies): boolean {
  if (isRituximab(draft)) return true;
  if (draft.isUnresolved && !draft.drug) return true;
  return isFinal && (isImmunoglobulinOrder(draft) || isLiveVaccineOrder(draft, { knowledge }) !== 'no');
}

/** At signing every draft is; while ordering only what has just been selected. */
function isAnsweredFor(draft: DraftOrder, { selections }: ServiceCall, isFinal: boolean): boolean {
  return isFinal || isSelected(draft, selections ?? []);
}

/** The cheapest question first: nearly every order is of something else. */
function speaksOfAny(dependencies: SafetyDependencies, call: ServiceCall, isFinal: boolean): boolean {
  const subject = { reference: `Patient/${call.patientId}`, medicationResources: [] };
  return readDraftOrders(call.draftOrders, subject, dependencies.knowledge).some(
    (draft) => isAnsweredFor(draft, call, isFinal) && mayConcern(draft, isFinal, dependencies),
  );
}

function respond(dependencies: SafetyDependencies, call: ServiceCall, isFinal: boolean): ServiceAnswer {
  const { knowledge, content, calendar, scope } = dependencies;
  const { prefetch, asOf, draftOrders, encounterId } = call;
  if (!speaksOfAny(dependencies, call, isFinal)) return SILENCE;
  const admitted = admit(call, dependencies);
  if (admitted.kind === 'answered') return admitted.answer;
  const record = recordFromPrefetch(prefetch, admitted.patient, knowledge, calendar, call.fhirServer);
  const drafts = readDraftOrders(draftOrders, record, knowledge);
  const answered = drafts.filter((draft) => isAnsweredFor(draft, call, isFinal));
  const isRituximabOrdered = answered.some(isRituximab);
  if (!isRituximabOrdered && !answered.some((draft) => mayConcern(draft, isFinal, dependencies))) return SILENCE;
  const assessment = evaluate({
    record,
    asOf,
    knowledge,
    calendar,
    draftOrders,
    isWithoutSeries: true,
    isSafetyForAll: scope === 'all-rituximab',
  });
  const parameters = knowledge.parametersOn(asOf);
  const outcomes = decideOrder({
    assessment,
    isFinal,
    isRituximabOrdered,
    tests: orderedTests({ record, drafts, asOf, calendar, knowledge, parameters }),
    parameters,
  });
  const catalogue = knowledge.orderableTests;
  const ids = { newId: call.newId };
  return answerWith(
    assessment,
    outcomes.map((outcome) => [
      renderSafetyCard({ outcome, assessment, content, catalogue, encounterId, ids }),
      outcome,
    ]),
  );
}
