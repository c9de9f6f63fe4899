/**
 * The one table of what can be wrong with a request: stable code → HTTP status, FHIR issue type and text.
 * Every answer that is not 2xx carries an OperationOutcome made here (CH-084); no text holds anything the client sent.
 */
interface Problem {
  readonly status: number;
  /** From the FHIR value set `issue-type`. */
  readonly issue:
    | 'structure'
    | 'required'
    | 'invalid'
    | 'value'
    | 'not-found'
    | 'not-supported'
    | 'timeout'
    | 'too-long'
    | 'exception'
    | 'incomplete'
    | 'login'
    | 'forbidden'
    | 'throttled'
    | 'transient';
  readonly text: string;
}

export const PROBLEMS = {
  'malformed-http': { status: 400, issue: 'structure', text: 'What was sent is not well-formed HTTP/1.1.' },
  'malformed-json': { status: 400, issue: 'structure', text: 'The body is not well-formed JSON in UTF-8.' },
  'malformed-gzip': { status: 400, issue: 'structure', text: 'The body is not well-formed gzip.' },
  'malformed-url': { status: 400, issue: 'structure', text: 'The address of the request cannot be decoded.' },
  'not-an-object': { status: 400, issue: 'structure', text: 'The body is not a JSON object.' },
  'nested-too-deep': { status: 400, issue: 'structure', text: 'The body is nested deeper than any FHIR resource.' },
  'invalid-hook-request': { status: 400, issue: 'invalid', text: 'The body is not a valid CDS Hooks request.' },
  'hook-not-served': { status: 400, issue: 'not-supported', text: 'This service does not answer that hook.' },
  'server-missing': { status: 400, issue: 'required', text: 'fhirAuthorization needs fhirServer beside it.' },
  'insecure-fhir-server': { status: 400, issue: 'value', text: 'fhirServer must be an https address.' },
  'invalid-evaluation-date': {
    status: 400,
    issue: 'value',
    text: 'Evaluation-Date is not a calendar date written YYYY-MM-DD.',
  },
  'evaluation-date-refused': {
    status: 400,
    issue: 'not-supported',
    text: 'Evaluation-Date is not accepted here: send the request without it, or set ALLOW_EVALUATION_DATE=true outside production.',
  },
  'invalid-feedback': { status: 400, issue: 'invalid', text: 'The body is not valid feedback. Nothing was kept.' },
  'invalid-assessment-request': {
    status: 400,
    issue: 'invalid',
    text: 'The body is not a valid request for an assessment.',
  },
  'not-a-bundle': { status: 400, issue: 'structure', text: 'bundle is not a FHIR Bundle.' },
  'not-authenticated': { status: 401, issue: 'login', text: 'The caller did not prove who it is.' },
  'not-entitled': { status: 403, issue: 'forbidden', text: 'The caller may not do this here.' },
  'not-found': { status: 404, issue: 'not-found', text: 'There is nothing at this address.' },
  'unknown-rule': { status: 404, issue: 'not-found', text: 'There is no rule of this number: see /about.' },
  'unknown-service': {
    status: 404,
    issue: 'not-found',
    text: 'There is no CDS service of this id: see /cds-services.',
  },
  'method-not-allowed': {
    status: 405,
    issue: 'not-supported',
    text: 'This address does not answer that method: see the Allow header.',
  },
  'missing-prefetch': {
    status: 412,
    issue: 'required',
    text: 'Data that the service cannot do without are missing from the prefetch and could not be obtained.',
  },
  'request-too-slow': { status: 408, issue: 'timeout', text: 'The request did not arrive in time.' },
  'headers-too-large': { status: 431, issue: 'too-long', text: 'The headers are larger than is accepted.' },
  'body-too-large': { status: 413, issue: 'too-long', text: 'The body is larger than this address accepts.' },
  'unsupported-media-type': {
    status: 415,
    issue: 'not-supported',
    text: 'Send the body as application/json or application/fhir+json in UTF-8, plain or with Content-Encoding gzip.',
  },
  'no-patient': { status: 422, issue: 'incomplete', text: 'The Bundle holds no Patient.' },
  'several-patients': { status: 422, issue: 'invalid', text: 'The Bundle holds more than one Patient.' },
  'too-many-requests': {
    status: 429,
    issue: 'throttled',
    text: 'More requests than agreed: wait as long as Retry-After says. The request was not judged.',
  },
  'internal-error': {
    status: 500,
    issue: 'exception',
    text: 'The service failed to answer. The request was not judged.',
  },
  'store-unavailable': {
    status: 503,
    issue: 'transient',
    text: 'The service cannot reach its store. Nothing was kept: send it again later.',
  },
  overloaded: {
    status: 503,
    issue: 'transient',
    text: 'The service cannot take more requests now. The request was not judged.',
  },
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof PROBLEMS;

const SYSTEM = 'https://myositis-cds.example/fhir/CodeSystem/problem';

interface OperationOutcome {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly {
    readonly severity: 'error';
    readonly code: Problem['issue'];
    readonly details: {
      readonly coding: readonly { readonly system: string; readonly code: ProblemCode }[];
      readonly text: string;
    };
    readonly diagnostics?: string;
  }[];
}

/** `diagnostics` says what to mend in our own words: names of members and keys, never their values. */
export function problem(code: ProblemCode, diagnostics?: string): OperationOutcome {
  const { issue, text } = PROBLEMS[code];
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: issue,
        details: { coding: [{ system: SYSTEM, code }], text },
        ...(diagnostics === undefined ? {} : { diagnostics }),
      },
    ],
  };
}

/** Thrown by what reads a request, answered by the error handler. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly code: ProblemCode;
  readonly diagnostics: string | undefined;

  constructor(code: ProblemCode, diagnostics?: string) {
    super(code);
    this.code = code;
    this.diagnostics = diagnostics;
  }
}
