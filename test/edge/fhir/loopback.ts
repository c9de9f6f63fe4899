/** A FHIR server of a few lines on loopback, for what goes over the wire; the real one stands in test/sandbox. */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessOf } from '../../../src/edge/fhir/access.js';
import { createBreakers } from '../../../src/edge/fhir/breakers.js';
import { deadlineAt } from '../../../src/edge/fhir/deadline.js';
import type { Session } from '../../../src/edge/fhir/session.js';
import { createTransport } from '../../../src/edge/fhir/transport.js';

export const TOKEN = 'a-token-nobody-may-see';

export interface Loopback {
  readonly base: string;
  /** Requests as received. */
  readonly seen: { readonly url: string; readonly method: string; readonly authorization: string | undefined }[];
  readonly close: () => Promise<void>;
}

export async function loopback(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Loopback> {
  const seen: Loopback['seen'] = [];
  const listener: RequestListener = (req, res) => {
    seen.push({ url: req.url ?? '', method: req.method ?? '', authorization: req.headers.authorization });
    answer(req, res);
  };
  const server = createServer(listener);
  // a connection that idles is left open: closed while a client takes it up again, it would fail a call by chance
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const json = (res: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void => {
  res.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
};

export interface Opened {
  readonly session: Session;
  readonly close: () => Promise<void>;
}

/** A session with room for slow machines; a test shortens what it is about. */
export function openSession(
  base: string,
  {
    scope = 'user/*.read',
    budget = 20_000,
    call = 10_000,
    expiresIn = 300,
    failures = 100,
    rest = 60_000,
    largestAnswer = 1_000_000,
    gone = undefined as AbortSignal | undefined,
  } = {},
): Opened {
  const now = (): number => performance.now();
  const fhirAuthorization = {
    access_token: TOKEN,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope,
    subject: 'cds',
  } as const;
  const access = accessOf(
    { fhirServer: base, fhirAuthorization },
    { fhirServers: 'any' },
    { isProduction: false },
    now(),
  );
  if (!access) throw new Error('no access');
  const transport = createTransport({ addresses: 'public-and-site', largestAnswer });
  const deadline = deadlineAt(now() + budget, now, gone);
  const limits = { callMilliseconds: call, mostPages: 3, mostMedications: 5, medicationsPerSearch: 2 };
  const breakers = createBreakers({ failures, restMilliseconds: rest });
  return {
    session: { access, transport, breakers, deadline, limits, now },
    close: async () => {
      deadline.dispose();
      await transport.close();
    },
  };
}
