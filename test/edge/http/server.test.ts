import { Agent, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { addressOf, listen, stop } from '../../../src/edge/http/server.js';

function get(server: Server, agent: Agent): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(addressOf(server), { agent }, (answer: IncomingMessage) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A handler that answers when told to, and a promise of the first request. */
function held(): { readonly handler: RequestListener; readonly arrived: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const handler: RequestListener = (_req, res) => {
    arrive();
    void released.then(() => res.end('done'));
  };
  return { handler, arrived, release: () => release() };
}

describe('the server', () => {
  it('finishes what is in flight before it stops, and does not wait for idle connections', async () => {
    const { handler, arrived, release } = held();
    const server = await listen(handler, 0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    const answer = get(server, agent);
    await arrived;
    const stopped = stop(server, 5000);
    setTimeout(release, 50);
    await expect(answer).resolves.toEqual({ status: 200, text: 'done' });
    await expect(stopped).resolves.toBe(true);
    agent.destroy();
  });

  it('cuts off what does not finish', async () => {
    const { handler, arrived } = held();
    const server = await listen(handler, 0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    const answer = get(server, agent);
    await arrived;
    const failed = expect(answer).rejects.toThrow();
    await expect(stop(server, 50)).resolves.toBe(false);
    await failed;
    agent.destroy();
  });

  it('says when the address is taken', async () => {
    const server = await listen((_req, res) => void res.end(), 0, '127.0.0.1');
    const port = Number(new URL(addressOf(server)).port);
    await expect(listen((_req, res) => void res.end(), port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
    await stop(server, 1000);
  });
});
