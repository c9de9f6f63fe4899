/** What is being ordered now, as the safety rules ask: rituximab, immunoglobulin, live vaccines, premedication. */
import { IMMUNOGLOBULIN } from '../medication/interventions.js';
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import type { MedicineSetId } from '../knowledge/value-set-ids.js';
import type { DraftOrder, DraftOrders } from '../orders/draft-orders.js';
import { plannedDay, rituximabOrdersOf } from '../orders/rituximab-orders.js';
import type { RituximabOrder } from '../orders/rituximab-orders.js';
import { conceptLabel } from '../terminology/concept-label.js';
import type { Day } from '../time.js';
import { medicineKinds } from './medicines.js';
import type { Medicine } from './medicines.js';

export interface OrderFacts {
  readonly rituximab: readonly RituximabOrder[];
  /** The first day for which rituximab is ordered; the day of assessment where no order names a later one. */
  readonly planned: Day;
  /** The assessment is made for an infusion on this very day. */
  readonly isInfusionDay: boolean;
  readonly immunoglobulin: readonly Evidence[];
  readonly liveVaccines: readonly Medicine[];
  readonly trimethoprim: readonly Medicine[];
  /** Other biologics and JAK inhibitors among the drafts (S-26). */
  readonly otherBiologics: readonly Medicine[];
  /** Kinds of premedication among the drafts. */
  readonly antipyretics: readonly Medicine[];
  readonly antihistamines: readonly Medicine[];
  readonly glucocorticoids: readonly Medicine[];
}

function evidenceOfDraft({ resource, reference, concept }: DraftOrder, label: string): Evidence {
  const path = `${String(resource['resourceType'])}.code`;
  return { label, value: conceptLabel(concept) || label, reference, path };
}

export function isLiveVaccineOrder(
  { concept }: DraftOrder,
  { knowledge }: Pick<FactContext, 'knowledge'>,
): 'yes' | 'perhaps' | 'no' {
  const matches = knowledge.codes.matchCodeOrWords(concept);
  if (matches.some(({ id, by }) => id === 'live-vaccine' && by === 'code')) return 'yes';
  return matches.some(({ id }) => id === 'live-vaccine' || id === 'live-vaccine-to-confirm') ? 'perhaps' : 'no';
}

export const isImmunoglobulinOrder = ({ drug }: DraftOrder): boolean => drug?.drug.agent === IMMUNOGLOBULIN;

function liveVaccinesOf(context: FactContext, drafts: DraftOrders): readonly Medicine[] {
  return drafts.flatMap((draft) => {
    const isLive = isLiveVaccineOrder(draft, context);
    const evidence = evidenceOfDraft(draft, 'Vaccine ordered');
    return isLive === 'no' ? [] : [{ isFirm: isLive === 'yes', evidence }];
  });
}

function otherBiologic(draft: DraftOrder, { safety }: FactContext['parameters']): readonly Medicine[] {
  const { drug } = draft;
  if (!drug || !safety.otherBiologicAgents.value.includes(drug.drug.agent)) return [];
  return [{ isFirm: drug.isFirm, evidence: evidenceOfDraft(draft, drug.drug.title) }];
}

export function orderFactsOf(context: FactContext, drafts: DraftOrders, isInfusionDay: boolean): OrderFacts {
  const { knowledge, parameters, asOf } = context;
  const rituximab = rituximabOrdersOf(context, drafts);
  const ofKind = (id: MedicineSetId): readonly Medicine[] =>
    drafts.flatMap((draft) => {
      const named = medicineKinds(draft.concept, knowledge).get(id);
      const evidence = evidenceOfDraft(draft, knowledge.codes.titleOf(id));
      return named === undefined ? [] : [{ isFirm: named === 'coded', evidence }];
    });
  const isPremedication = ({ drug }: DraftOrder): boolean =>
    drug !== undefined && parameters.safety.premedicationGlucocorticoids.value.includes(drug.drug.id);
  return {
    rituximab,
    planned: plannedDay(rituximab, asOf),
    isInfusionDay,
    immunoglobulin: drafts
      .filter(isImmunoglobulinOrder)
      .map((draft) => evidenceOfDraft(draft, 'Immunoglobulin ordered')),
    liveVaccines: liveVaccinesOf(context, drafts),
    trimethoprim: ofKind('trimethoprim-sulfamethoxazole'),
    otherBiologics: [...ofKind('other-biologic'), ...drafts.flatMap((draft) => otherBiologic(draft, parameters))],
    antipyretics: ofKind('antipyretic'),
    antihistamines: ofKind('antihistamine'),
    glucocorticoids: drafts
      .filter(isPremedication)
      .map((draft) => ({ isFirm: true, evidence: evidenceOfDraft(draft, 'Glucocorticoid') })),
  };
}
