/** An action of a suggestion, or of the system (CH-105 … CH-110, cds-resp-2, cds-resp-5). */
import { isRecord, isRelativeReference, reject, requireOnly, requireText } from './rejection.js';

export function checkAction(action: unknown, path: string): void {
  if (!isRecord(action)) reject('CH-105', `${path} must be an object`);
  // asked of system actions too: 2.0 wants it there, 3.0 allows it
  requireText(action['description'], 'CH-106', `${path}.description`);
  const { type } = action;
  if (type === 'delete') checkDelete(action, path);
  else if (type === 'create' || type === 'update') checkChange(action, type, path);
  else reject('CH-105', `${path}.type must be create, update or delete`);
}

function checkDelete(action: Readonly<Record<string, unknown>>, path: string): void {
  if ('resource' in action) reject('CH-110', `${path} deletes by resourceId, not by resource`);
  requireOnly(action, ['type', 'description', 'resourceId'], path);
  if (!isRelativeReference(action['resourceId'])) reject('CH-109', `${path}.resourceId must be written Type/id`);
}

function checkChange(action: Readonly<Record<string, unknown>>, type: 'create' | 'update', path: string): void {
  requireOnly(action, ['type', 'description', 'resource'], path);
  const requirement = type === 'create' ? 'CH-107' : 'CH-108';
  const { resource } = action;
  if (!isRecord(resource)) reject(requirement, `${path}.resource must be a FHIR resource`);
  requireText(resource['resourceType'], requirement, `${path}.resource.resourceType`);
  if (type === 'update') requireText(resource['id'], requirement, `${path}.resource.id`);
}
