/** Nothing empty is ever sent (CH-003 … CH-005). */
import { isRecord, reject } from './rejection.js';

/** FHIR has rules of its own, and permits null in arrays of primitives (CH-007). */
const isFhirResource = (value: object): boolean => 'resourceType' in value;

/** Throws for the first null, empty or undefined value at or below `value`, outside FHIR resources. */
export function refuseEmpties(value: unknown, path: string): void {
  if (value === undefined) reject('CH-005', `${path} has no value and must be left out`);
  if (value === null) reject('CH-003', `${path} is null`);
  if (value === '') reject('CH-004', `${path} is an empty text`);
  if (Array.isArray(value)) {
    if (value.length === 0) reject('CH-004', `${path} is an empty list`);
    value.forEach((item: unknown, index) => {
      refuseEmpties(item, `${path}[${index}]`);
    });
    return;
  }
  if (!isRecord(value) || isFhirResource(value)) return;
  const members = Object.entries(value);
  if (members.length === 0) reject('CH-004', `${path} is an empty object`);
  for (const [key, child] of members) refuseEmpties(child, `${path}.${key}`);
}
