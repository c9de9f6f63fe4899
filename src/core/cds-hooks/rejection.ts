/** Refusals of what we are about to send: programming errors, so they throw, and each names the requirement missed. */

/** The message holds names of members, positions and counts, never a value: it may be logged. */
export class NonConformant extends TypeError {
  static {
    // on the prototype, where the first line of the stack finds it
    this.prototype.name = 'NonConformant';
  }
  /** `CH-nnn`. */
  readonly requirement: string;

  constructor(requirement: string, why: string) {
    super(`${requirement}: ${why}`);
    this.requirement = requirement;
  }
}

export function reject(requirement: string, why: string): never {
  throw new NonConformant(requirement, why);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that may be sent: a string with something to read in it. */
export function requireText(value: unknown, requirement: string, what: string): string {
  if (typeof value !== 'string' || value.trim() === '') reject(requirement, `${what} must be a text that is not blank`);
  return value;
}

/** Members beyond those the specification defines belong into an agreed `extension` (CH-155). */
export function requireOnly(value: object, members: readonly string[], what: string): void {
  for (const key of Object.keys(value)) {
    if (members.includes(key)) continue;
    if (key !== 'extension') reject('CH-155', `${what} has no member ${key}`);
    checkExtension((value as { readonly extension: unknown }).extension, `${what}.extension`);
  }
}

const REVERSE_DOMAIN = /^[a-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/** CH-155, CH-156: an object whose members carry the name of whoever defined them. */
function checkExtension(extension: unknown, what: string): void {
  if (!isRecord(extension)) reject('CH-155', `${what} must be an object`);
  const nameless = Object.keys(extension).some((name) => !REVERSE_DOMAIN.test(name));
  if (nameless) reject('CH-156', `${what} has a member that is not named by reverse domain`);
}

export function requireBoolean(value: unknown, requirement: string, what: string): void {
  if (value !== undefined && typeof value !== 'boolean') reject(requirement, `${what} must be a boolean`);
}

/** `Type/id`. */
export const isRelativeReference = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(value);

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
