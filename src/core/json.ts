/** Reading JSON of unknown shape: patient data may be odd anywhere, so every read says what it hopes for and may get nothing. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const EMPTY: JsonObject = {};
const NOTHING: readonly unknown[] = [];

/*
 * Two ways to read a member: `textOf(value, 'code')` where it happens now and then, and `asText(asObject(value)['code'])`
 * where every resource passes: an engine remembers where a fixed name stands, and has to search for one it is handed.
 */

export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : EMPTY;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list; a lone object where FHIR asks for a list is read as a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value] : NOTHING;
}

/** A member of an object; undefined when `value` is no object. */
export function member(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

export function textOf(value: unknown, key: string): string | undefined {
  return asText(member(value, key));
}

/** A finite number. Numbers written as strings are not numbers in FHIR JSON and are not read as such. */
export function numberOf(value: unknown, key: string): number | undefined {
  const found = member(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** A list member. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  return asList(member(value, key));
}
