/** A client that says exactly these bytes, whatever HTTP thinks of them. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

const CRLF = '\r\n';

/** Lines of a request, ended as HTTP wants them. */
export const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}${CRLF}`).join('');

export function open(address: string): Socket {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  // a reset after the answer is the other side's way to close
  socket.on('error', () => undefined);
  return socket;
}

/** Everything that comes back until the connection closes. */
export function untilClosed(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('close', () => {
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}

/** Says `bytes`, and all that comes back until the server closes the connection. */
export async function say(address: string, bytes: string | Buffer): Promise<readonly RawAnswer[]> {
  const socket = open(address);
  const answered = untilClosed(socket);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return answersIn(await answered);
}

/** Cuts a stream of answers by their Content-Length. What is left over would be the answer to a smuggled request. */
function answersIn(stream: string): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = stream;
  while (rest !== '') {
    const end = rest.indexOf(CRLF + CRLF);
    const head = rest.slice(0, end);
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
    if (end < 0 || status === undefined) throw new Error(`no answer: ${rest.slice(0, 200)}`);
    const length = status === '100' ? 0 : Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? '0');
    // Node's own refusals have a body of no chunks
    const from = end + 4 + (/^transfer-encoding: chunked$/im.test(head) ? '0\r\n\r\n'.length : 0);
    if (status !== '100')
      answers.push({ status: Number(status), headers: head, body: rest.slice(from, from + length) });
    rest = rest.slice(from + length);
  }
  return answers;
}
