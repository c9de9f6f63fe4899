/**
 * Bytes that two readers could read differently, that never end, or that are no HTTP at all (RFC 9112). Each is answered once
 * and the connection closed, or answered as often as there are requests; never one more time than that.
 */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { addressOf, listen } from '../../src/edge/http/server.js';
import { CALL_PATH, fakeWorld, hookBody } from '../edge/http/fakes.js';
import type { FakeWorld } from '../edge/http/fakes.js';
import { lines, open, say, untilClosed } from './raw.js';

/** Short, for the tests that wait for them; only slow clients meet them. */
const PATIENCE = { request: 1500, headers: 1000, idle: 1000, sweep: 100 };

let world: FakeWorld;
let server: Server;
let address: string;
const notes: string[] = [];
beforeAll(async () => {
  world = fakeWorld();
  server = await listen(world.app, 0, '127.0.0.1', { patience: PATIENCE, note: (code) => notes.push(code) });
  address = addressOf(server);
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

const HOST = 'Host: cds.example';
const JSON_TYPE = 'Content-Type: application/json';
const body = JSON.stringify(hookBody());
const call = (...headers: readonly string[]): string =>
  lines(`POST ${CALL_PATH} HTTP/1.1`, HOST, JSON_TYPE, ...headers, '');
const good = call(`Content-Length: ${body.length}`) + body;
const last = lines(`GET /health/live HTTP/1.1`, HOST, 'Connection: close', '');
/** What an attacker would like to have read as a request of its own. */
const smuggled = lines('GET /cds-services HTTP/1.1', HOST, 'X-Smuggled: yes', '');
const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

async function stillServes(): Promise<void> {
  const response = await fetch(`${address}${CALL_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(200);
}

describe('requests that two readers would cut differently', () => {
  it.each<[string, string]>([
    ['a length and chunks', call('Content-Length: 5', 'Transfer-Encoding: chunked') + `0\r\n\r\n${smuggled}`],
    ['chunks and a length', call('Transfer-Encoding: chunked', 'Content-Length: 5') + `0\r\n\r\n${smuggled}`],
    ['two lengths', call('Content-Length: 0', `Content-Length: ${smuggled.length}`) + smuggled],
    ['two equal lengths', call(`Content-Length: ${body.length}`, `Content-Length: ${body.length}`) + body + smuggled],
    ['a list of lengths', call('Content-Length: 0, 44') + smuggled],
    ['a length with a sign', call('Content-Length: +5') + smuggled],
    ['a negative length', call('Content-Length: -1') + smuggled],
    ['a length in hex', call('Content-Length: 0x10') + smuggled],
    ['a length with a blank inside', call('Content-Length: 1 0') + smuggled],
    ['a blank before the colon', call('Content-Length : 5') + smuggled],
    ['a folded header', call('X-A: b', ' Transfer-Encoding: chunked', 'Content-Length: 5') + `0\r\n\r\n${smuggled}`],
    ['a folded encoding', call('Transfer-Encoding:', ' chunked', 'Content-Length: 5') + `0\r\n\r\n${smuggled}`],
    ['an encoding nobody knows', call('Transfer-Encoding: xchunked') + chunked(body) + smuggled],
    ['chunked, but not last', call('Transfer-Encoding: chunked, identity') + chunked(body) + smuggled],
    ['a tab in the encoding', call('Transfer-Encoding: \x0bchunked') + chunked(body) + smuggled],
    ['a line feed alone in the headers', `POST ${CALL_PATH} HTTP/1.1\r\n${HOST}\nContent-Length: 5\r\n\r\n${smuggled}`],
    [
      'a carriage return alone in the headers',
      `POST ${CALL_PATH} HTTP/1.1\r\n${HOST}\rContent-Length: 5\r\n\r\n${smuggled}`,
    ],
    ['a NUL in a header', call('X-A: a\0b') + smuggled],
    ['a chunk size that is none', call('Transfer-Encoding: chunked') + `zz\r\n${smuggled}`],
    ['a chunk size beyond all numbers', call('Transfer-Encoding: chunked') + `ffffffffffffffffff\r\n${smuggled}`],
    ['a chunk size with a sign', call('Transfer-Encoding: chunked') + `-5\r\n${smuggled}`],
    ['a chunk size with blanks', call('Transfer-Encoding: chunked') + `5 \r\nabcde\r\n0\r\n\r\n${smuggled}`],
    ['a chunk that ends without a line', call('Transfer-Encoding: chunked') + `5\r\nabcdeX0\r\n\r\n${smuggled}`],
    ['a chunk ended by a line feed', call('Transfer-Encoding: chunked') + `5\nabcde\n0\n\n${smuggled}`],
    [
      'a length in the trailer',
      call('Transfer-Encoding: chunked') + `2\r\n{}\r\n0\r\nContent-Length: 7\r\n\r\n${smuggled}`,
    ],
    ['no host', `POST ${CALL_PATH} HTTP/1.1\r\n\r\n${smuggled}`],
    ['no method', `/ HTTP/1.1\r\n${HOST}\r\n\r\n${smuggled}`],
    ['a version that is none', `GET / HTTP/9.9\r\n${HOST}\r\n\r\n${smuggled}`],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(200, '\x00')],
    ['noise', randomBytes(300).toString('latin1')],
  ])('%s: refused once, and the connection closed', async (_name, bytes) => {
    const seen = world.calls.length;
    const answers = await say(address, bytes);
    expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual([4]);
    for (const answer of answers) {
      expect(answer.headers).toMatch(/^connection: close$/im);
      if (answer.body !== '') expect(JSON.parse(answer.body)).toMatchObject({ resourceType: 'OperationOutcome' });
    }
    expect(world.calls).toHaveLength(seen);
    await stillServes();
  });
});

describe('requests that are only unusual', () => {
  it.each<[string, string, readonly number[]]>([
    ['one after the other without waiting', good + good + good + last, [200, 200, 200, 200]],
    ['one after an unknown service with a body', `${good.replace('/review', '/other')}${good}${last}`, [404, 200, 200]],
    [
      'one after a method that is refused, with a body',
      `${good.replace('POST', 'PUT')}${good}${last}`,
      [405, 200, 200],
    ],
    ['one after a body that is no JSON', call('Content-Length: 1') + `{${good}${last}`, [400, 200, 200]],
    ['chunks', call('Transfer-Encoding: chunked') + chunked(body) + last, [200, 200]],
    [
      'chunks with an extension',
      call('Transfer-Encoding: chunked') + `${body.length.toString(16)};a=b\r\n${body}\r\n0\r\n\r\n${last}`,
      [200, 200],
    ],
    [
      'a body with GET',
      lines('GET /cds-services HTTP/1.1', HOST, 'Content-Length: 5', '') + 'abcde' + last,
      [200, 200],
    ],
    ['the whole address', good.replace(CALL_PATH, `http://evil.example${CALL_PATH}`) + last, [200, 200]],
    [
      'an address of somewhere else',
      lines('GET http://169.254.169.254/latest/meta-data HTTP/1.1', HOST, '') + last,
      [404, 200],
    ],
    ['TRACE', lines(`TRACE ${CALL_PATH} HTTP/1.1`, HOST, 'Authorization: Bearer secret', '') + last, [405, 200]],
    ['OPTIONS *', lines('OPTIONS * HTTP/1.1', HOST, '') + last, [404, 200]],
    ['Expect: 100-continue', call(`Content-Length: ${body.length}`, 'Expect: 100-continue') + body + last, [200, 200]],
    [
      'an expectation nobody knows',
      call(`Content-Length: ${body.length}`, 'Expect: a-miracle') + body + last,
      [200, 200],
    ],
    [
      'an encoding of two',
      call(`Content-Length: ${body.length}`, 'Content-Encoding: gzip, identity') + body + last,
      [415, 200],
    ],
    ['an empty line before', `\r\n${good}${last}`, [200, 200]],
    [
      'a method of another override',
      call(`Content-Length: ${body.length}`, 'X-HTTP-Method-Override: DELETE') + body + last,
      [200, 200],
    ],
  ])('%s: one answer each', async (_name, bytes, statuses) => {
    const answers = await say(address, bytes);
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    expect(answers.map((one) => one.body).join('')).not.toContain('secret');
  });

  it.each(['websocket', 'h2c'])(
    'an upgrade to %s is not taken up: the request is answered as it is',
    async (protocol) => {
      const answers = await say(
        address,
        lines('GET /cds-services HTTP/1.1', HOST, 'Connection: Upgrade', `Upgrade: ${protocol}`, '') + last,
      );
      // what follows in the same breath belongs to a protocol that is not spoken, and is dropped
      expect(answers.map(({ status }) => status)).toEqual([200]);
    },
  );

  it('HTTP/1.0 without a host is answered, and the connection closed', async () => {
    expect((await say(address, 'GET /health/live HTTP/1.0\r\n\r\n')).map(({ status }) => status)).toEqual([200]);
  });

  it('CONNECT is refused: this is no proxy', async () => {
    const answers = await say(address, lines('CONNECT 169.254.169.254:80 HTTP/1.1', HOST, '') + smuggled);
    expect(answers.map(({ status }) => status)).toEqual([405]);
  });
});

describe('more than is accepted', () => {
  it.each<[string, string]>([
    ['one header of 20 kB', call(`X-A: ${'a'.repeat(20_000)}`)],
    ['an address of 20 kB', lines(`GET /${'a'.repeat(20_000)} HTTP/1.1`, HOST, '')],
    ['headers by the thousand', call(...Array.from({ length: 3000 }, (_, index) => `X-${index}: a`))],
  ])('%s is 431', async (_name, bytes) => {
    expect((await say(address, bytes)).map(({ status }) => status)).toEqual([431]);
    expect(notes).toContain('headers-too-large');
  });

  it('a body that announces more than is ever read is 413 at once, and nothing after it is taken for a request', async () => {
    const answers = await say(address, call('Content-Length: 100000000') + good);
    expect(answers.map(({ status }) => status)).toEqual([413]);
  });

  it('a small body that unpacks to a huge one is 413', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const head = Buffer.from(call(`Content-Length: ${bomb.length}`, 'Content-Encoding: gzip'));
    const answers = await say(address, Buffer.concat([head, bomb, Buffer.from(last)]));
    expect(answers.map(({ status }) => status)).toEqual([413, 200]);
  });

  it('a body packed twice is not unpacked twice', async () => {
    const twice = gzipSync(gzipSync(Buffer.alloc(10 * 1024 * 1024)));
    const head = Buffer.from(call(`Content-Length: ${twice.length}`, 'Content-Encoding: gzip'));
    const answers = await say(address, Buffer.concat([head, twice, Buffer.from(last)]));
    expect(answers.map(({ status }) => status)).toEqual([400, 200]);
  });
});

/** Writes one piece after another until the other side has had enough. */
function trickle(socket: Socket, pieces: Iterable<string>): void {
  const rest = pieces[Symbol.iterator]();
  const timer = setInterval(() => {
    const { value, done } = rest.next() as IteratorResult<string, undefined>;
    if (done === true || socket.destroyed) clearInterval(timer);
    else socket.write(value);
  }, 20);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function* forever(piece: string): Generator<string> {
  for (;;) yield piece;
}

describe('clients that take their time', () => {
  it('headers that trickle are cut off, and others are served meanwhile', async () => {
    const slow = Array.from({ length: 50 }, () => {
      const socket = open(address);
      socket.write(`POST ${CALL_PATH} HTTP/1.1\r\n${HOST}\r\n`);
      trickle(socket, forever('X-A: b\r\n'));
      return untilClosed(socket);
    });
    await stillServes();
    for (const stream of await Promise.all(slow)) expect(stream).toMatch(/^HTTP\/1\.1 408 .*OperationOutcome/s);
    expect(notes).toContain('request-too-slow');
    await stillServes();
  });

  it('a body that trickles is cut off, and others are served meanwhile', async () => {
    const seen = world.calls.length;
    const slow = Array.from({ length: 50 }, () => {
      const socket = open(address);
      socket.write(call('Content-Length: 100000'));
      trickle(socket, forever(' '));
      return untilClosed(socket);
    });
    await stillServes();
    await Promise.all(slow);
    await stillServes();
    // the two that were served, and none of the slow
    expect(world.calls.length - seen).toBe(2);
  });

  it('uploads that are given up leave nothing behind', async () => {
    const seen = world.calls.length;
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const socket = open(address);
        const closed = untilClosed(socket);
        socket.write(call('Content-Length: 100000') + body.slice(0, index), () => {
          if (index % 2 === 0) socket.destroy();
          else socket.resetAndDestroy();
        });
        await closed;
      }),
    );
    await stillServes();
    expect(world.calls.length - seen).toBe(1);
    expect(world.log()).not.toContain('request failed');
  });

  it('a thousand connections that say nothing are held and then let go, while others are served', async () => {
    const idle = Array.from({ length: 1000 }, () => open(address));
    await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await stillServes();
    const gone = idle.map(untilClosed);
    await Promise.all(gone);
    await stillServes();
  });

  it('a connection that fell idle is closed, and nobody is told that anything was wrong', async () => {
    const socket = open(address);
    const stream = untilClosed(socket);
    socket.write(good);
    expect(await stream).toMatch(/^HTTP\/1\.1 200 /);
  });
});

it('the prototypes of the language are as they were', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});
