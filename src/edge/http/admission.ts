/**
 * Who may come in, asked before the body is read. The order is that of cost: address, token, the client's own limit. What is
 * refused is refused in the same words, whatever the reason (CH-144).
 */
import type { Request, Response } from 'express';
import type { Authenticate } from '../trust/authenticate.js';
import type { CdsClient } from '../trust/client.js';
import type { Route } from '../trust/route.js';
import { RequestProblem } from './problems.js';
import type { RateLimit } from './rate-limit.js';
import { noteRequest } from './request-log.js';

/** Resolves to who calls; throws a RequestProblem of status 401, 403, 429 or 503. */
export type Admit = (req: Request, res: Response, route: Route) => CdsClient | Promise<CdsClient>;

export interface Door {
  readonly admit: Admit;
  /** Whether discovery asks who is calling as well: it tells nothing of patients, so by default it does not (CH-027). */
  readonly protectsDiscovery: boolean;
  /** Of web pages that may call (CH-149); `any` in a demonstration only (ruling 25). */
  readonly origins: ReadonlySet<string> | 'any';
  /** Addresses of proxies whose word on the client's address is taken. */
  readonly trustedProxies: readonly string[];
}

/** TRUST_MODE=off: nobody is asked, everybody is the same client. */
export function openDoor(client: CdsClient): Door {
  return { admit: () => client, protectsDiscovery: false, origins: 'any', trustedProxies: [] };
}

export interface AdmissionLimits {
  readonly addressRequestsPerMinute: number;
  /** Refused attempts of one address that are told 401; more are told to wait. */
  readonly failedAttemptsPerMinute: number;
}

export interface AdmissionParts {
  readonly authenticate: Authenticate;
  readonly limits: AdmissionLimits;
  readonly addressKey: (address: string | undefined) => string;
  /** One each: what one counts is no concern of the others. */
  readonly addresses: RateLimit;
  readonly failures: RateLimit;
  readonly clients: RateLimit;
}

export function createAdmit(parts: AdmissionParts): Admit {
  const { authenticate, limits, addressKey, addresses, failures, clients } = parts;
  return async (req, res, route) => {
    const address = addressKey(req.ip);
    tellToWait(res, await addresses.take(address, limits.addressRequestsPerMinute));
    const answer = await authenticate(authorizationsOf(req), route);
    if (answer.kind === 'refused') {
      noteRequest(res, { refused: answer.reason, ...(answer.client === undefined ? {} : { client: answer.client }) });
      // an attempt that succeeds is let in all the same: whoever shares a proxy with an intruder still treats patients
      tellToWait(res, await failures.take(address, limits.failedAttemptsPerMinute));
      // RFC 6750 3: without an error code, for that would be a reason
      res.setHeader('WWW-Authenticate', 'Bearer');
      throw new RequestProblem('not-authenticated');
    }
    if (answer.kind !== 'client') {
      noteRequest(res, { client: answer.client });
      throw new RequestProblem(answer.kind);
    }
    noteRequest(res, { client: answer.client.id, ...(answer.tenant === undefined ? {} : { tenant: answer.tenant }) });
    tellToWait(res, await clients.take(answer.client.id, answer.client.limits.requestsPerMinute));
    return answer.client;
  };
}

function tellToWait(res: Response, seconds: number | undefined): void {
  if (seconds === undefined) return;
  res.setHeader('Retry-After', String(seconds));
  throw new RequestProblem('too-many-requests');
}

/** Of every Authorization header that came: Node shows only the first, a proxy may have looked at the last. */
function authorizationsOf({ rawHeaders }: Request): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    // length first: this runs over every header of every call
    if (name?.length === 13 && name.toLowerCase() === 'authorization') values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}
