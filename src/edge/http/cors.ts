/**
 * Lets CDS clients in a browser call and read every answer, refusals included (CH-149). Without credentials, so that no
 * cookie of anyone's is ever at stake; a preflight brings no token and is asked for none.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT_SECONDS = '600';

export type Cors = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

export interface CorsRules {
  /** `any` in a demonstration only (ruling 25). */
  readonly origins: ReadonlySet<string> | 'any';
  /** A public page that calls a service in a private network asks for this as well: for trying things out. */
  readonly allowPrivateNetwork: boolean;
}

export function createCors({ origins, allowPrivateNetwork }: CorsRules): Cors {
  return (req, res, next) => {
    const { origin } = req.headers;
    const allowed = origins === 'any' ? '*' : origin !== undefined && origins.has(origin) ? origin : undefined;
    // also where there is no Origin: a cache must not hand one caller's answer to another
    if (origins !== 'any') res.setHeader('Vary', 'Origin');
    if (allowed === undefined) {
      next();
      return;
    }
    res.setHeader('Access-Control-Allow-Origin', allowed);
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      // a page may see when it is to come back
      res.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      next();
      return;
    }
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Evaluation-Date');
    res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    if (allowPrivateNetwork && req.headers['access-control-request-private-network'] !== undefined) {
      res.setHeader('Access-Control-Allow-Private-Network', 'true');
    }
    res.writeHead(204).end();
  };
}
