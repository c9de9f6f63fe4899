/** Suggestions and their actions, checked before they are sent (CH-098 … CH-110). */
import { isRecord, reject, requireOnly, requireText, requireUuid } from './rejection.js';

/** `suggestions` and `selectionBehavior` of a card. Suggestion uuids must differ from each other and from the card's. */
export function checkSuggestions(suggestions: unknown, selectionBehavior: unknown, cardUuid: string): void {
  if (suggestions === undefined) {
    if (selectionBehavior !== undefined) reject('CH-098', 'selectionBehavior needs suggestions');
    return;
  }
  if (!Array.isArray(suggestions)) reject('CH-098', 'suggestions must be a list');
  if (selectionBehavior === undefined) reject('CH-098', 'suggestions need a selectionBehavior');
  if (selectionBehavior !== 'at-most-one' && selectionBehavior !== 'any') {
    reject('CH-099', 'selectionBehavior must be at-most-one or any');
  }
  const uuids = new Set([cardUuid]);
  let recommended = 0;
  suggestions.forEach((suggestion: unknown, index) => {
    if (!isRecord(suggestion)) reject('CH-100', `suggestions[${index}] must be an object`);
    const uuid = checkSuggestion(suggestion, `suggestions[${index}]`);
    if (uuids.has(uuid)) reject('CH-101', `suggestions[${index}].uuid is not unique`);
    uuids.add(uuid);
    if (suggestion['isRecommended'] === true) recommended += 1;
  });
  if (selectionBehavior === 'at-most-one' && recommended > 1) {
    reject('CH-102', 'at-most-one allows one recommended suggestion');
  }
}

function checkSuggestion(suggestion: Readonly<Record<string, unknown>>, path: string): string {
  // CH-104: trial-use, and not to be sent to a client that is not known to support it
  if ('actionSelectionBehavior' in suggestion) reject('CH-104', `${path}.actionSelectionBehavior must not be sent`);
  requireOnly(suggestion, ['label', 'uuid', 'isRecommended', 'actions'], path);
  requireText(suggestion['label'], 'CH-100', `${path}.label`);
  const isRecommended = suggestion['isRecommended'];
  if (isRecommended !== undefined && typeof isRecommended !== 'boolean') {
    reject('CH-102', `${path}.isRecommended must be a boolean`);
  }
  const actions = suggestion['actions'];
  if (actions !== undefined) {
    if (!Array.isArray(actions) || actions.length === 0)
      reject('CH-103', `${path}.actions must be a list with actions`);
    actions.forEach((action: unknown, index) => {
      checkAction(action, `${path}.actions[${index}]`);
    });
  }
  return requireUuid(suggestion['uuid'], 'CH-101', `${path}.uuid`);
}

function checkAction(action: unknown, path: string): void {
  if (!isRecord(action)) reject('CH-105', `${path} must be an object`);
  requireText(action['description'], 'CH-106', `${path}.description`);
  const { type, resource } = action;
  if (type === 'delete') {
    if ('resource' in action) reject('CH-110', `${path} deletes by resourceId, not by resource`);
    requireOnly(action, ['type', 'description', 'resourceId'], path);
    const reference = action['resourceId'];
    if (typeof reference !== 'string' || !/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(reference)) {
      reject('CH-109', `${path}.resourceId must be written Type/id`);
    }
    return;
  }
  if (type !== 'create' && type !== 'update') reject('CH-105', `${path}.type must be create, update or delete`);
  requireOnly(action, ['type', 'description', 'resource'], path);
  const requirement = type === 'create' ? 'CH-107' : 'CH-108';
  if (!isRecord(resource)) reject(requirement, `${path}.resource must be a FHIR resource`);
  requireText(resource['resourceType'], requirement, `${path}.resource.resourceType`);
  if (type === 'update') requireText(resource['id'], requirement, `${path}.resource.id`);
}
