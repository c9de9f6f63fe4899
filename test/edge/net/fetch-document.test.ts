/** Fetching a client's keys from servers that behave, and from servers that do not. */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createDocumentFetcher } from '../../../src/edge/net/fetch-document.js';
import type { DocumentRules } from '../../../src/edge/net/fetch-document.js';
import { selfSigned } from './self-signed.js';

const RULES: DocumentRules = { addresses: 'public-and-site', milliseconds: 2000, largestBytes: 10_000 };
const open: Server[] = [];

async function serve(answer: RequestListener, server: Server = createServer()): Promise<number> {
  server.on('request', answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const json =
  (text: string, type = 'application/json'): RequestListener =>
  (_req, res) => {
    res.writeHead(200, { 'Content-Type': type }).end(text);
  };

describe('CH-148 a document', () => {
  it.each(['application/json', 'application/jwk-set+json', 'text/plain; charset=utf-8', 'application/octet-stream'])(
    'is read as JSON, though it calls itself %s',
    async (type) => {
      const port = await serve(json('{"keys":[]}', type));
      expect(await createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/jwks.json`)).toEqual({ keys: [] });
    },
  );

  it('is asked for without a word about us', async () => {
    let seen: IncomingMessage | undefined;
    const port = await serve((req, res) => {
      seen = req;
      res.end('{}');
    });
    await createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/a?b=c`);
    expect(seen?.url).toBe('/a?b=c');
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host']);
  });

  it('comes over TLS from a server whose certificate somebody vouches for, and from no other', async () => {
    const own = selfSigned();
    const port = await serve(json('{"keys":[1]}'), createSecureServer(own));
    const url = `https://127.0.0.1:${port}/`;
    expect(await createDocumentFetcher({ ...RULES, certificateAuthority: own.cert })(url)).toEqual({ keys: [1] });
    await expect(createDocumentFetcher(RULES)(url)).rejects.toThrow(/self-signed/);
    await expect(createDocumentFetcher({ ...RULES, certificateAuthority: selfSigned().cert })(url)).rejects.toThrow();
  });

  it.each([301, 302, 303, 307, 308])('is not followed elsewhere (%i)', async (status) => {
    let followed = 0;
    const other = await serve((_req, res) => {
      followed += 1;
      res.end('{"keys":[]}');
    });
    const port = await serve((_req, res) => {
      res.writeHead(status, { Location: `http://127.0.0.1:${other}/` }).end();
    });
    await expect(createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/`)).rejects.toThrow(`answered ${status}`);
    expect(followed).toBe(0);
  });

  it.each([204, 206, 400, 401, 404, 500, 503])('is none with status %i', async (status) => {
    const port = await serve((_req, res) => {
      res.writeHead(status).end('{"keys":[]}');
    });
    await expect(createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it.each(['<html>', '', '{', 'null x'])('%j is none', async (text) => {
    const port = await serve(json(text));
    await expect(createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/`)).rejects.toThrow('no JSON');
  });

  it('is read up to its cap and not beyond, announced or not', async () => {
    const big = JSON.stringify({ keys: ['x'.repeat(20_000)] });
    const announced = await serve(json(big));
    const streamed = await serve((_req, res) => {
      res.write(big.slice(0, 5000));
      res.end(big.slice(5000));
    });
    for (const port of [announced, streamed])
      await expect(createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['sends its headers and no more', (_req, res) => res.writeHead(200).flushHeaders()],
    ['stops in the middle', (_req, res) => res.write('{"keys":')],
  ])('is given up when the server %s', async (_name, answer) => {
    const port = await serve(answer);
    await expect(createDocumentFetcher({ ...RULES, milliseconds: 100 })(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('is given up when the server hangs up', async () => {
    const port = await serve((req) => req.socket.destroy());
    await expect(createDocumentFetcher(RULES)(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });
});

describe('CH-148 an address inside', () => {
  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])('is not called: %s', async (host) => {
    let called = 0;
    const port = await serve((_req, res) => {
      called += 1;
      res.end('{}');
    });
    const outside = createDocumentFetcher({ ...RULES, addresses: 'public' });
    await expect(outside(`http://${host}:${port}/`)).rejects.toThrow('address refused');
    expect(called).toBe(0);
  });

  it.each(['file:///etc/passwd', 'data:application/json,{}', 'ftp://127.0.0.1/x'])(
    'nor another protocol: %s',
    async (address) => {
      await expect(createDocumentFetcher(RULES)(address)).rejects.toThrow('protocol refused');
    },
  );
});
