/**
 * Lets a CDS client in a browser (the public Sandbox is one) call from any origin: for demonstrations only (ruling 25).
 * Without credentials, so that no cookie of anyone's is ever at stake.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT_SECONDS = '600';

export function allowAnyOrigin(req: IncomingMessage, res: ServerResponse, next: () => void): void {
  res.setHeader('Access-Control-Allow-Origin', '*');
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
    next();
    return;
  }
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Evaluation-Date');
  res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  // a public page that calls a service on this machine asks for this as well
  if (req.headers['access-control-request-private-network'] !== undefined) {
    res.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  res.writeHead(204).end();
}
