/** Suggestions of a card, checked before they are sent (CH-098 … CH-104, cds-resp-1, cds-resp-6, cds-resp-7). */
import { checkAction } from './check-action.js';
import type { ResponseFeatures } from './features.js';
import { isRecord, reject, requireBoolean, requireOnly, requireText, requireUuid } from './rejection.js';

const SUGGESTION_MEMBERS = ['label', 'uuid', 'isRecommended', 'actions', 'actionSelectionBehavior'];
const ACTION_SELECTION: readonly unknown[] = ['all', 'any', 'at-most-one'];

/** `suggestions` and `selectionBehavior` of a card. No uuid may be in `uuids` already; each is added there. */
export function checkSuggestions(
  { suggestions, selectionBehavior }: Readonly<Record<string, unknown>>,
  uuids: Set<string>,
  features: ResponseFeatures,
  path: string,
): void {
  if (suggestions === undefined) {
    if (selectionBehavior !== undefined) reject('CH-098', `${path}.selectionBehavior needs suggestions`);
    return;
  }
  if (!Array.isArray(suggestions)) reject('CH-098', `${path}.suggestions must be a list`);
  if (selectionBehavior === undefined) reject('CH-098', `${path}.suggestions need a selectionBehavior`);
  if (selectionBehavior !== 'at-most-one' && selectionBehavior !== 'any') {
    reject('CH-099', `${path}.selectionBehavior must be at-most-one or any`);
  }
  let recommended = 0;
  suggestions.forEach((suggestion: unknown, index) => {
    const where = `${path}.suggestions[${index}]`;
    if (!isRecord(suggestion)) reject('CH-100', `${where} must be an object`);
    checkSuggestion(suggestion, features, where);
    addUuid(suggestion['uuid'], uuids, 'CH-101', `${where}.uuid`);
    if (suggestion['isRecommended'] === true) recommended += 1;
  });
  if (selectionBehavior === 'at-most-one' && recommended > 1) {
    reject('CH-102', `${path}: at-most-one allows one recommended suggestion`);
  }
}

function checkSuggestion(
  suggestion: Readonly<Record<string, unknown>>,
  features: ResponseFeatures,
  path: string,
): void {
  requireOnly(suggestion, SUGGESTION_MEMBERS, path);
  requireText(suggestion['label'], 'CH-100', `${path}.label`);
  requireBoolean(suggestion['isRecommended'], 'CH-102', `${path}.isRecommended`);
  const { actions, actionSelectionBehavior } = suggestion;
  if (actionSelectionBehavior !== undefined) {
    // trial-use: a client that does not know it would apply all actions where one was meant
    if (features.actionSelectionBehavior !== true)
      reject('CH-104', `${path}.actionSelectionBehavior is not known to be understood`);
    if (!ACTION_SELECTION.includes(actionSelectionBehavior))
      reject('CH-104', `${path}.actionSelectionBehavior must be all, any or at-most-one`);
  }
  if (actions === undefined) return;
  if (!Array.isArray(actions) || actions.length === 0) reject('CH-103', `${path}.actions must be a list with actions`);
  actions.forEach((action: unknown, index) => {
    checkAction(action, `${path}.actions[${index}]`);
  });
}

/** Feedback names cards and suggestions by uuid alone, so no two of one answer may share one. */
export function addUuid(value: unknown, uuids: Set<string>, requirement: string, what: string): void {
  const uuid = requireUuid(value, requirement, what);
  if (uuids.has(uuid)) reject(requirement, `${what} is not unique`);
  uuids.add(uuid);
}
