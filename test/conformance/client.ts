/** A CDS client for these tests: real HTTP, bodies from the fixtures, and nothing known of the service but its address. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Story } from '../sandbox/fixtures.js';
import { prefetchOf } from '../hooks.js';
import type { RunningService } from '../sandbox/service.js';

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
}

export const REVIEW = '/cds-services/myositis-rituximab-review';
export const SIGN = '/cds-services/rituximab-order-sign';
export const SELECT = '/cds-services/rituximab-order-select';
export const INFUSION = '/cds-services/rituximab-infusion-check';
export const DAY = { 'evaluation-date': '2026-03-01' };

const fixtures = join(import.meta.dirname, '../../fhir-fixtures');
export const fixture = (name: string): Json =>
  JSON.parse(readFileSync(join(fixtures, `hooks/${name}.json`), 'utf8')) as Json;

/** Whatever comes back must be JSON (CH-001): `body` is parsed here, so that a page of HTML fails every test. */
async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Json);
  return { status: response.status, headers: response.headers, text, body };
}

export async function post(address: string, path: string, body: unknown, headers: object = {}): Promise<Answer> {
  return answerOf(
    await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

export async function ask(address: string, path: string, init: RequestInit = {}): Promise<Answer> {
  return answerOf(await fetch(`${address}${path}`, init));
}

/** Exactly these headers and no others: `fetch` adds an Accept of its own. */
export function postBare(
  address: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${address}${path}`, {
      method: 'POST',
      headers: { 'Content-Length': Buffer.byteLength(text), ...headers },
    });
    sent.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end(text);
  });
}

/** Every hook of a story, answered from a full prefetch. */
export async function answersOf(
  service: RunningService,
  { asOf, resources, calls }: Story,
): Promise<readonly Answer[]> {
  const prefetch = prefetchOf(resources);
  const answers: Answer[] = [];
  for (const { service: id, hook, context } of calls) {
    const body = { hook, hookInstance: crypto.randomUUID(), context, prefetch };
    answers.push(await post(service.address, `/cds-services/${id}`, body, { 'evaluation-date': asOf }));
  }
  return answers;
}

export const topicsOf = ({ body }: Answer): readonly string[] =>
  ((body['cards'] ?? []) as { source: { topic: { code: string } } }[]).map(({ source }) => source.topic.code);

/** A copy with one member changed; undefined leaves it out. */
export const without = (body: Json, member: string): Json =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== member));
export const inContext = (body: Json, changed: Json): Json => ({
  ...body,
  context: { ...(body['context'] as Json), ...changed },
});
export const inPrefetch = (body: Json, changed: Json): Json => ({
  ...body,
  prefetch: { ...(body['prefetch'] as Json), ...changed },
});
