/**
 * A FHIR R4 server for tests, on a free port of loopback: `{base}/{name}` is the server of one patient. Around the foreign
 * implementation it adds what that lacks: a bearer token, paging links, refusal of unusual searches, and faults.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { misbehave, outcome, sendFhir } from './faults.js';
import type { Fault } from './faults.js';
import { repositoryOf } from './repository.js';
import type { Answered, Json, PatientRepository } from './repository.js';

export const TOKEN = 'sandbox-token-nobody-may-see';

interface Seen {
  readonly method: string;
  /** `Type?search` or `Type/id` */
  readonly path: string;
  readonly type: string;
  readonly authorization: string | undefined;
}

export interface Sandbox {
  readonly origin: string;
  /** Adds a patient's resources and gives the base address of their server. */
  readonly add: (name: string, resources: readonly Json[]) => Promise<string>;
  readonly seen: Seen[];
  /** Decides which call meets which fault; reset by setting it to undefined. */
  fault: ((call: Seen) => Fault | undefined) | undefined;
  readonly close: () => Promise<void>;
}

/** The common query subset (CH-035) and what reading on needs; anything else is refused, so that no test can pass by it. */
const KNOWN = ['patient', 'code', 'component-code', 'category', '_id', '_count', '_offset'];

export async function startSandbox({ pageSize = 200 } = {}): Promise<Sandbox> {
  const servers = new Map<string, PatientRepository>();
  const server = createServer((req, res) => {
    answer(req, res).catch(() => {
      sendFhir(res, 500, outcome('exception'));
    });
  });
  // a connection that idles is left open: closed while a client takes it up again, it would fail a call by chance
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox: Sandbox = {
    origin,
    add: async (name, resources) => {
      servers.set(name, await repositoryOf(resources));
      return `${origin}/${name}`;
    },
    seen: [],
    fault: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, name = '', path = ''] = /^\/([^/]+)\/(.*)$/.exec(req.url ?? '') ?? [];
    const { authorization } = req.headers;
    const call = { method: req.method ?? '', path, type: /^\w*/.exec(path)?.[0] ?? '', authorization };
    sandbox.seen.push(call);
    const repository = servers.get(name);
    if (authorization !== `Bearer ${TOKEN}`) {
      sendFhir(res, 401, outcome('login'), { 'www-authenticate': 'Bearer' });
    } else if (req.method !== 'GET') sendFhir(res, 405, outcome('not-supported'));
    else if (!repository) sendFhir(res, 404, outcome('not-found'));
    else {
      const fault = sandbox.fault?.(call);
      const { status, body } = await page(repository, `${origin}/${name}`, path);
      if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      if (!fault || fault.kind === 'delay') sendFhir(res, status, body);
      else misbehave(fault, res, body);
    }
  }

  async function page(repository: PatientRepository, base: string, path: string): Promise<Answered> {
    const url = new URL(path, `${base}/`);
    if (url.search === '') return repository.get(path);
    const unknown = [...url.searchParams.keys()].find((key) => !KNOWN.includes(key));
    if (unknown !== undefined) return { status: 400, body: outcome('not-supported') };
    const size = Math.min(Number(url.searchParams.get('_count') ?? '50'), pageSize);
    const offset = Number(url.searchParams.get('_offset') ?? '0');
    // one more than the page shows whether there is a next one
    url.searchParams.set('_count', String(size + 1));
    url.searchParams.set('_offset', String(offset));
    const { status, body } = await repository.get(`${url.pathname.split('/').pop() ?? ''}${url.search}`);
    if (status !== 200) return { status, body };
    const entries = (body['entry'] ?? []) as { resource: { resourceType: string; id: string } }[];
    const link = [{ relation: 'self', url: `${base}/${path}` }];
    url.searchParams.set('_count', String(size));
    url.searchParams.set('_offset', String(offset + size));
    if (entries.length > size) link.push({ relation: 'next', url: url.href });
    const entry = entries
      .slice(0, size)
      .map(({ resource }) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource }));
    return {
      status,
      body: { resourceType: 'Bundle', type: 'searchset', link, ...(entry.length > 0 ? { entry } : {}) },
    };
  }

  return sandbox;
}
