/** Reading JSON of unknown shape: patient data may be odd anywhere, so every read says what it hopes for and may get nothing. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object; undefined when `value` is no object. */
export function member(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

export function textOf(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A finite number. Numbers written as strings are not numbers in FHIR JSON and are not read as such. */
export function numberOf(value: unknown, key: string): number | undefined {
  const found = member(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

const NOTHING: readonly unknown[] = [];

/** A list member; a lone object where FHIR asks for a list is read as a list of one. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const found = member(value, key);
  if (Array.isArray(found)) return found;
  return isObject(found) ? [found] : NOTHING;
}
