/** What can be wrong with a FHIR server, as data. A test says which call meets which fault. */
import type { ServerResponse } from 'node:http';
import type { Json } from './repository.js';

export type Fault =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'html' }
  | { readonly kind: 'outcome' }
  | { readonly kind: 'truncated' }
  /** Answers with somebody else's data. */
  | { readonly kind: 'foreign-patient' }
  | { readonly kind: 'next-page-at'; readonly url: string }
  | { readonly kind: 'redirect'; readonly to: string };

export const outcome = (code: string, severity = 'error'): Json => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code }],
});

export function sendFhir(res: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8', ...headers });
  res.end(JSON.stringify(body));
}

/** Every mention of the patient becomes one of somebody else. */
function aboutSomebodyElse(body: Json): Json {
  const text = JSON.stringify(body).replaceAll('"Patient/p1"', '"Patient/somebody-else"');
  return JSON.parse(text.replaceAll('"id":"p1"', '"id":"somebody-else"')) as Json;
}

/** Answers as the fault demands. `body` is what a sound server would have said. */
export function misbehave(fault: Exclude<Fault, { kind: 'delay' }>, res: ServerResponse, body: Json): void {
  switch (fault.kind) {
    case 'stall':
      return;
    case 'status': {
      const headers = fault.retryAfter === undefined ? undefined : { 'retry-after': fault.retryAfter };
      sendFhir(res, fault.status, outcome('transient'), headers);
      return;
    }
    case 'html':
      res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Please log in</title>');
      return;
    case 'outcome':
      sendFhir(res, 200, outcome('processing'));
      return;
    case 'truncated':
      res.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body).slice(0, -20));
      return;
    case 'foreign-patient':
      sendFhir(res, 200, aboutSomebodyElse(body));
      return;
    case 'next-page-at':
      sendFhir(res, 200, { ...body, link: [{ relation: 'next', url: fault.url }] });
      return;
    case 'redirect':
      res.writeHead(302, { location: fault.to }).end();
  }
}
