/** Text of a file as what can be judged: a Bundle, the body of a hook call, or NDJSON with one resource a line. */
import { isObject, member, textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';

type PatientInput =
  | { readonly kind: 'bundle'; readonly bundle: JsonObject }
  | { readonly kind: 'call'; readonly patientId: string; readonly prefetch: JsonObject }
  | { readonly kind: 'unreadable'; readonly fault: string };

/** Faults say where the text is wrong and never quote it. */
export function parsePatientInput(text: string): PatientInput {
  const trimmed = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (trimmed.trim() === '') return unreadable('the input is empty');
  const whole = parseJson(trimmed);
  return whole.kind === 'json' ? ofDocument(whole.value) : ofLines(trimmed);
}

function unreadable(fault: string): PatientInput {
  return { kind: 'unreadable', fault };
}

function ofDocument(value: unknown): PatientInput {
  if (!isObject(value)) return unreadable('the input is not a JSON object');
  if (value['resourceType'] === 'Bundle') return { kind: 'bundle', bundle: value };
  if (typeof value['resourceType'] === 'string') return { kind: 'bundle', bundle: collection([value]) };
  const patientId = textOf(value['context'], 'patientId');
  if (patientId === undefined) {
    return unreadable('the input is neither a FHIR resource nor a CDS Hooks call with context.patientId');
  }
  const prefetch = member(value, 'prefetch') ?? {};
  return isObject(prefetch) ? { kind: 'call', patientId, prefetch } : unreadable('prefetch is not an object');
}

function ofLines(text: string): PatientInput {
  const resources: JsonObject[] = [];
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    const parsed = parseJson(line);
    if (parsed.kind === 'not-json') {
      return unreadable(resources.length === 0 ? 'the input is not JSON' : `line ${number} is not JSON`);
    }
    if (!isObject(parsed.value) || typeof parsed.value['resourceType'] !== 'string') {
      return unreadable(`line ${number} is not a FHIR resource`);
    }
    resources.push(parsed.value);
  }
  return { kind: 'bundle', bundle: collection(resources) };
}

function collection(resources: readonly JsonObject[]): JsonObject {
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
}

function parseJson(text: string): { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'not-json' } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'not-json' };
  }
}
