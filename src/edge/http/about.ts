/**
 * `GET /about` and `GET /evidence/{rule}`: what the service is, for whom, and on which sources each rule rests; JSON, or
 * a page for a browser that asks for one.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { About } from '../../core/about/about.js';
import { rulesNumbered } from '../../core/about/about.js';
import { aboutPage, evidencePage } from './about-page.js';
import { sendJson, sendProblem } from './reply.js';

function answer(req: IncomingMessage, res: ServerResponse, body: unknown, page: () => string): void {
  res.setHeader('Vary', 'Accept');
  if (req.headers.accept?.includes('text/html') !== true) {
    sendJson(res, 200, body);
    return;
  }
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.end(page());
}

export function answerAbout(about: About, req: IncomingMessage, res: ServerResponse): void {
  answer(req, res, about, () => aboutPage(about));
}

/** `number` as in the clinical rules: `S-01`. */
export function answerEvidence(about: About, number: string, req: IncomingMessage, res: ServerResponse): void {
  const rules = rulesNumbered(about, number);
  if (rules.length === 0) sendProblem(res, 'unknown-rule');
  else answer(req, res, { knowledge: about.knowledge, asOf: about.asOf, rules }, () => evidencePage(about, rules));
}
