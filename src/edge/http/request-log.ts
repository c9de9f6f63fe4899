/**
 * One line a request. Only what is named here is ever logged: no address as received, no body, no header, and of what the
 * client sent only a hookInstance that really is a UUID. Patients, tokens and free text have no way in.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

interface RequestNote {
  /** Pattern of the route, never the address with its ids. */
  readonly route?: string;
  readonly service?: string;
  readonly hookInstance?: string;
  /** Topic codes of the cards shown. */
  readonly topics?: readonly string[];
  /** How many items of feedback of each kind, never what they say. */
  readonly feedback?: Readonly<Record<'accepted' | 'overridden' | 'unmatched' | 'repeated', number>>;
  /** Registered id of the client, from our own file. */
  readonly client?: string;
  /** Why nobody was let in; from our own list. */
  readonly refused?: string;
  /** Code from the table of problems. */
  readonly problem?: string;
}

const notes = new WeakMap<ServerResponse, RequestNote>();

/** Adds to what the log line of this request will say. */
export function noteRequest(res: ServerResponse, note: RequestNote): void {
  notes.set(res, { ...notes.get(res), ...note });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** CH-048: any non-empty string is accepted as hookInstance, but only a UUID is sure to say nothing about a patient. */
export function loggableHookInstance(hookInstance: string): string {
  return UUID.test(hookInstance) ? hookInstance : 'not-a-uuid';
}

/** Arranges for the line to be written when the answer has gone out, or the client has. */
export function logRequest(logger: Logger, req: IncomingMessage, res: ServerResponse): void {
  if (!logger.isLevelEnabled('info')) return;
  const started = performance.now();
  res.once('close', () => {
    logger.info(
      {
        method: req.method,
        route: 'unmatched',
        ...notes.get(res),
        status: res.statusCode,
        ...(res.writableFinished ? {} : { aborted: true }),
        ms: Math.round((performance.now() - started) * 10) / 10,
      },
      'request',
    );
  });
}

/** Frames only: the message of an error may quote the input (JSON.parse does). */
function framesOf(error: Error): readonly string[] {
  const head = `${error.name}: ${error.message}`;
  const stack = error.stack ?? '';
  if (!stack.startsWith(head)) return [];
  return stack
    .slice(head.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12);
}

export function logFailure(logger: Logger, error: unknown): void {
  if (error instanceof Error)
    logger.error({ error: error.constructor.name, frames: framesOf(error) }, 'request failed');
  else logger.error({ error: typeof error }, 'request failed');
}
