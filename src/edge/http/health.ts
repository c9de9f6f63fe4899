/** Health for the one who runs the service: alive, ready, and with which knowledge. */
import type { ServerResponse } from 'node:http';
import type { StoreState } from '../store/store.js';
import { sendJson } from './reply.js';

export interface Health {
  readonly knowledge: { readonly version: string; readonly digest: string };
  /** True from the moment the service has been told to stop. */
  readonly isStopping: () => boolean;
  readonly store: { readonly where: 'postgresql' | 'embedded'; readonly state: () => StoreState };
}

type Status = 'ok' | 'starting' | 'degraded' | 'stopping';

export function answerLive(res: ServerResponse): void {
  sendJson(res, 200, { status: 'ok' });
}

/**
 * 503 before the store was first asked and while stopping, so that a load balancer sends nothing. A store that fails later
 * leaves the service `degraded` and in use: to take every replica away would silence the checks of safety as well.
 */
export function answerReady(res: ServerResponse, { knowledge, isStopping, store }: Health): void {
  const state = store.state();
  const status = isStopping() ? 'stopping' : statusOf(state);
  sendJson(res, status === 'ok' || status === 'degraded' ? 200 : 503, {
    status,
    knowledge: { version: knowledge.version, digest: knowledge.digest },
    store: {
      status: state.kind,
      where: store.where,
      ...(state.kind === 'unavailable' ? { reason: state.reason } : {}),
    },
  });
}

function statusOf(store: StoreState): Status {
  switch (store.kind) {
    case 'ready':
      return 'ok';
    case 'starting':
      return 'starting';
    case 'unavailable':
      return 'degraded';
    case 'closed':
      return 'stopping';
  }
}
