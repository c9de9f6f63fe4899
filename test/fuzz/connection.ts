/** Many requests over few connections, and what may be said of each answer whatever was asked. */
import { Agent, request } from 'node:http';
import { checkResponse } from '../../src/core/cds-hooks/index.js';
import type { Json } from '../conformance/client.js';
import type { Sent } from './odd-headers.js';
import { SENTINEL } from './odd-values.js';

export interface Got {
  readonly status: number;
  readonly text: string;
}

export interface Connection {
  readonly post: (path: string, sent: Sent) => Promise<Got>;
  readonly close: () => void;
}

export function connection(address: string, atOnce: number): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const post = (path: string, { headers, body }: Sent): Promise<Got> =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } };
      const outgoing = request(`${address}${path}`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return {
    post,
    close: () => {
      agent.destroy();
    },
  };
}

/** What is wrong with an answer; undefined when nothing is. */
export function complaint(path: string, { status, text }: Got): string | undefined {
  if (status >= 500) return `failed with ${status}`;
  if (path.endsWith('/feedback') && status === 200)
    return text === '' ? undefined : 'feedback was answered with a body';
  const body = JSON.parse(text) as Json;
  if (status !== 200) {
    if (body['resourceType'] !== 'OperationOutcome') return 'refused without an OperationOutcome';
    if (text.includes(SENTINEL)) return 'refused with words of the request';
    return /\bat \S+ \(|node_modules|\.[jt]s:\d/.test(text) ? 'refused with a stack' : undefined;
  }
  if (path.startsWith('/cds-services')) checkResponse(body, {});
  return undefined;
}
