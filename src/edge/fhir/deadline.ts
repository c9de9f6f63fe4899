/** The time a hook call has for fetching: one budget for everything, ended early when the client goes away (CH-077). */
import { setMaxListeners } from 'node:events';

export interface Deadline {
  /** Aborted when the time is up or nobody waits any more. */
  readonly signal: AbortSignal;
  readonly remaining: () => number;
  /** Whether it was the client that ended it. */
  readonly isGone: () => boolean;
  readonly dispose: () => void;
}

/** `endsAt` on the clock `now`, in milliseconds. */
export function deadlineAt(endsAt: number, now: () => number, gone?: AbortSignal): Deadline {
  const controller = new AbortController();
  // as many calls as a hook makes listen at once: no leak, and nothing for Node to warn of
  setMaxListeners(0, controller.signal);
  const end = (): void => {
    controller.abort();
  };
  const timer = setTimeout(end, Math.max(0, endsAt - now()));
  if (gone?.aborted === true) end();
  gone?.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    isGone: () => gone?.aborted === true,
    remaining: () => (controller.signal.aborted ? 0 : Math.max(0, endsAt - now())),
    dispose: () => {
      clearTimeout(timer);
      gone?.removeEventListener('abort', end);
    },
  };
}

/** Runs `call` with a signal that ends after `milliseconds` or with the outer one, whichever is first. */
export async function within<T>(
  milliseconds: number,
  outer: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  if (outer.aborted) end();
  const timer = setTimeout(end, milliseconds);
  outer.addEventListener('abort', end, { once: true });
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', end);
  }
}

/** Waits; shorter when aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}

/** What `work` gives, or `otherwise` as soon as the signal is aborted; `work` is then left to end on its own. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, otherwise: T): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.resolve(otherwise);
  }
  return new Promise((resolve, reject) => {
    const give = (): void => {
      resolve(otherwise);
    };
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', give);
    });
  });
}
