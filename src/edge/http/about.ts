/** `GET /about`: what the service is, for whom, on which sources; JSON, or a page for a browser that asks for one. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { About } from '../../core/about/about.js';
import { aboutPage } from './about-page.js';
import { sendJson } from './reply.js';

function wantsPage(accept: string | undefined): boolean {
  return accept?.includes('text/html') === true;
}

export function answerAbout(about: () => About, req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Vary', 'Accept');
  if (!wantsPage(req.headers.accept)) {
    sendJson(res, 200, about());
    return;
  }
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.end(aboutPage(about()));
}
