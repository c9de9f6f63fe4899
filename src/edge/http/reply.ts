/**
 * Answers in JSON. Written to the response at once: Express's `res.json` costs an ETag, a type look-up and a freshness
 * check, none of which an answer about a patient should have.
 */
import type { ServerResponse } from 'node:http';
import { noteRequest } from './request-log.js';
import { PROBLEMS, problem } from './problems.js';
import type { ProblemCode } from './problems.js';

/** Sends text that is already JSON. `Cache-Control: no-store` keeps patient data out of caches (CH-086). */
export function sendJsonText(res: ServerResponse, status: number, text: string): void {
  if (res.headersSent) return;
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(text);
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  sendJsonText(res, status, JSON.stringify(body));
}

/** Sends the OperationOutcome of a problem with its status. */
export function sendProblem(res: ServerResponse, code: ProblemCode, diagnostics?: string): void {
  noteRequest(res, { problem: code });
  sendJson(res, PROBLEMS[code].status, problem(code, diagnostics));
}

/** 200 with an empty body: all that the specification leaves to say (CH-130). */
export function sendNothing(res: ServerResponse): void {
  res.writeHead(200, { 'Content-Length': 0, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }).end();
}
