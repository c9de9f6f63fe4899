/** Refusals of the card builder: programming errors, so they throw, and each names the requirement that was missed. */

export function reject(requirement: string, why: string): never {
  throw new TypeError(`${requirement}: ${why}`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that may be sent: a string with something to read in it. */
export function requireText(value: unknown, requirement: string, what: string): string {
  if (typeof value !== 'string' || value.trim() === '') reject(requirement, `${what} must be a text that is not blank`);
  return value;
}

/** Members beyond those the specification defines belong into an agreed `extension` (CH-155), which we never send. */
export function requireOnly(value: object, members: readonly string[], what: string): void {
  const other = Object.keys(value).find((key) => !members.includes(key));
  if (other !== undefined) reject('CH-155', `${what} has no member ${other}`);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function requireUuid(value: unknown, requirement: string, what: string): string {
  if (typeof value !== 'string' || !UUID.test(value)) reject(requirement, `${what} must be a bare lower-case UUID`);
  return value;
}

export function requireWebAddress(value: unknown, requirement: string, what: string): string {
  const text = requireText(value, requirement, what);
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    reject(requirement, `${what} must be an absolute http(s) address`);
  }
  return text;
}

/** CH-159. */
export function requireCoding(value: unknown, requirement: string, what: string): void {
  if (!isRecord(value)) reject(requirement, `${what} must be a Coding`);
  requireOnly(value, ['code', 'system', 'display'], what);
  requireText(value['code'], requirement === 'CH-111' ? requirement : 'CH-159', `${what}.code`);
  requireText(value['system'], requirement === 'CH-111' ? requirement : 'CH-159', `${what}.system`);
}
