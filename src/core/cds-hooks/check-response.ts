/**
 * The last look at an answer before it leaves: what it must obey in CDS Hooks 2.0 and 3.0 alike. Cards are checked when they
 * are made as well; this is the guard that no other way of making one gets around, and the one that sees them together. An
 * answer without cards, which is nearly every answer, costs two comparisons.
 */
import { checkAction } from './check-action.js';
import { checkCard } from './check-card.js';
import { refuseEmpties } from './empties.js';
import type { ResponseFeatures } from './features.js';
import { isRecord, reject, requireOnly } from './rejection.js';

/** Throws NonConformant for the first requirement that `response` would break. */
export function checkResponse(response: unknown, features: ResponseFeatures): void {
  if (!isRecord(response)) reject('CH-080', 'the response must be an object');
  const { cards, systemActions } = response;
  if (!Array.isArray(cards)) reject('CH-080', 'cards must be a list');
  requireOnly(response, ['cards', 'systemActions'], 'the response');
  if (cards.length > 0) {
    const uuids = new Set<string>();
    cards.forEach((card: unknown, index) => {
      checkCard(card, uuids, features, `cards[${index}]`);
    });
  }
  if ('systemActions' in response) checkSystemActions(systemActions, features);
  if ('extension' in response) refuseEmpties(response['extension'], 'extension');
}

function checkSystemActions(actions: unknown, features: ResponseFeatures): void {
  if (!Array.isArray(actions) || actions.length === 0)
    reject('CH-082', 'systemActions must be a list with actions or be left out');
  // to leave them out silently would look as if nothing was to be done
  if (features.systemActions !== true) reject('CH-119', 'systemActions are not agreed with this client');
  actions.forEach((action: unknown, index) => {
    checkAction(action, `systemActions[${index}]`);
  });
  refuseEmpties(actions, 'systemActions');
}
