/** Health for the one who runs the service: alive, ready, and with which knowledge. */
import type { ServerResponse } from 'node:http';
import { sendJson } from './reply.js';

export interface Health {
  readonly knowledge: { readonly version: string; readonly digest: string };
  /** False from the moment the service has been told to stop. */
  readonly isReady: () => boolean;
}

export function answerLive(res: ServerResponse): void {
  sendJson(res, 200, { status: 'ok' });
}

/** 503 while stopping, so that a load balancer sends no more. */
export function answerReady(res: ServerResponse, { knowledge, isReady }: Health): void {
  const ready = isReady();
  sendJson(res, ready ? 200 : 503, {
    status: ready ? 'ok' : 'stopping',
    knowledge: { version: knowledge.version, digest: knowledge.digest },
  });
}
