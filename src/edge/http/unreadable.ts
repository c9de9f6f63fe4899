/**
 * What never becomes a request: bytes that are no HTTP (RFC 9112), headers without end, clients that trickle. Refused in JSON like
 * everything else (CH-001, CH-084), and the connection is closed: what follows on it cannot be told apart any more.
 */
import { STATUS_CODES } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { textOf } from '../../core/json.js';
import { problem, PROBLEMS } from './problems.js';
import type { ProblemCode } from './problems.js';

const REASONS: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow',
};

/** `note` is told of each, for the log: there is no request that could speak of it. */
export function refuseUnreadable(server: Server, note: (code: ProblemCode) => void): void {
  const current = new WeakMap<object, ServerResponse>();
  server.on('request', (req, res) => {
    current.set(req.socket, res);
  });
  server.on('clientError', (error, socket) => {
    // the client has hung up: nothing was wrong with what it said
    if (textOf(error, 'code') === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = REASONS[textOf(error, 'code') ?? ''] ?? 'malformed-http';
    note(code);
    // in the middle of an answer another one would be taken for its continuation
    const answer = current.get(socket);
    if (answer?.headersSent === true && !answer.writableFinished) socket.destroy();
    else close(socket, code);
  });
  server.on('connect', (_req, socket) => {
    note('method-not-allowed');
    close(socket, 'method-not-allowed');
  });
}

function close(socket: Duplex, code: ProblemCode): void {
  const { status } = PROBLEMS[code];
  const body = JSON.stringify(problem(code));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  // whatever else the other side may be sending is not waited for
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
