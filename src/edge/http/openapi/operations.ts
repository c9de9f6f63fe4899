/** Every address, what it takes and what it answers: the table behind `/openapi.json`. */
import type { ProblemCode } from '../problems.js';

export interface Operation {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'header';
    readonly description: string;
  }[];
  /** Names of component schemas. */
  readonly request?: string;
  readonly answers: Readonly<
    Record<number, { readonly description: string; readonly schema?: string; readonly media?: readonly string[] }>
  >;
  readonly problems: readonly ProblemCode[];
  /** Which addresses ask for a token where tokens are asked for; discovery only if it is protected too (CH-027). */
  readonly guard?: 'token' | 'discovery';
}

const ID = { name: 'id', in: 'path', description: 'Id of a service, from discovery.' } as const;
const DAY = {
  name: 'Evaluation-Date',
  in: 'header',
  description: 'The day to judge for, `YYYY-MM-DD`, where ALLOW_EVALUATION_DATE lets it.',
} as const;

/** What a guarded address may answer beside its own. */
export const GUARD_PROBLEMS = ['not-authenticated', 'not-entitled', 'too-many-requests', 'overloaded'] as const;
const BODY = [
  'malformed-json',
  'malformed-gzip',
  'not-an-object',
  'nested-too-deep',
  'body-too-large',
  'unsupported-media-type',
] as const;
const CALL = [
  'invalid-hook-request',
  'hook-not-served',
  'server-missing',
  'insecure-fhir-server',
  'invalid-evaluation-date',
  'evaluation-date-refused',
  'missing-prefetch',
] as const;
const HTML = ['text/html'];

export const OPERATIONS: readonly Operation[] = [
  {
    path: '/cds-services',
    method: 'get',
    summary: 'The services on offer (CDS Hooks, "Discovery")',
    answers: { 200: { description: 'All services.', schema: 'Discovery' } },
    problems: [],
    guard: 'discovery',
  },
  {
    path: '/cds-services/{id}',
    method: 'post',
    summary: 'Call a service (CDS Hooks, "Calling a CDS Service")',
    parameters: [ID, DAY],
    request: 'CdsRequest',
    answers: { 200: { description: 'Cards, or none.', schema: 'CdsResponse' } },
    problems: [...BODY, ...CALL, 'unknown-service', 'internal-error'],
    guard: 'token',
  },
  {
    path: '/cds-services/{id}/feedback',
    method: 'post',
    summary: 'Say what became of cards (CDS Hooks, "Feedback")',
    parameters: [ID],
    request: 'Feedback',
    answers: { 200: { description: 'Kept. An exact repeat is kept once.' } },
    problems: [...BODY, 'invalid-feedback', 'unknown-service', 'store-unavailable', 'internal-error'],
    guard: 'token',
  },
  {
    path: '/assessments',
    method: 'post',
    summary: 'Judge one patient and get the whole assessment, without cards',
    request: 'AssessmentRequest',
    answers: { 200: { description: 'The assessment.', schema: 'Assessment' } },
    problems: [
      ...BODY,
      'invalid-assessment-request',
      'not-a-bundle',
      'no-patient',
      'several-patients',
      'internal-error',
    ],
    guard: 'token',
  },
  {
    path: '/about',
    method: 'get',
    summary: 'Intended use, limits, source attributes, and every rule with its sources',
    answers: { 200: { description: 'JSON, or a page for a browser.', schema: 'About', media: HTML } },
    problems: [],
  },
  {
    path: '/evidence/{rule}',
    method: 'get',
    summary: 'What one rule rests on',
    parameters: [{ name: 'rule', in: 'path', description: 'Number in the clinical rules, such as `S-01`.' }],
    answers: { 200: { description: 'JSON, or a page for a browser.', schema: 'Evidence', media: HTML } },
    problems: ['unknown-rule'],
  },
  ...['/health', '/health/ready'].map((path) => ({
    path,
    method: 'get' as const,
    summary: 'Whether to send requests here, and with which knowledge they are answered',
    answers: {
      200: { description: 'Ready; `degraded` where the store fails.', schema: 'Health' },
      503: { description: 'Starting or stopping.', schema: 'Health' },
    },
    problems: [],
  })),
  {
    path: '/health/live',
    method: 'get',
    summary: 'Whether the process answers at all',
    answers: { 200: { description: 'It does.', schema: 'Alive' } },
    problems: [],
  },
  {
    path: '/metrics',
    method: 'get',
    summary: 'Metrics for Prometheus, where they have no port of their own',
    answers: { 200: { description: 'Text exposition format.', media: ['text/plain'] } },
    problems: ['not-found'],
  },
  {
    path: '/openapi.json',
    method: 'get',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: 'OpenApi' } },
    problems: [],
  },
  {
    path: '/docs',
    method: 'get',
    summary: 'This document to read',
    answers: { 200: { description: 'A page.', media: HTML } },
    problems: [],
  },
  {
    path: '/docs/{file}',
    method: 'get',
    summary: 'What that page loads',
    parameters: [{ name: 'file', in: 'path', description: 'Name of a file.' }],
    answers: { 200: { description: 'A script or style sheet.', media: ['text/css', 'text/javascript'] } },
    problems: ['not-found'],
  },
  {
    path: '/',
    method: 'get',
    summary: 'A page that names the doors',
    answers: { 200: { description: 'A page.', media: HTML } },
    problems: [],
  },
];
