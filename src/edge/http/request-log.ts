/**
 * One line a request. Only what is named here is ever logged: no address as received, no body, no header, and of what the
 * client sent only a hookInstance that really is a UUID. Patients, tokens and free text have no way in.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Metrics, Outcome } from '../metrics/metrics.js';
import { NonConformant } from '../../core/cds-hooks/index.js';

interface RequestNote {
  /** Pattern of the route, never the address with its ids. */
  readonly route?: string;
  readonly service?: string;
  readonly hookInstance?: string;
  /** Topic codes of the cards shown. */
  readonly topics?: readonly string[];
  /** Advertised prefetch keys that the client left out. */
  readonly omitted?: readonly string[];
  /** Their uuids, made here: what feedback on them will name (CH-152). */
  readonly cards?: readonly string[];
  /** What was odd about the authorization for the FHIR server; from our own list. */
  readonly remarks?: readonly string[];
  /** Prefetch keys read from the FHIR server, and why others were not. */
  readonly fetched?: readonly string[];
  readonly notFetched?: Readonly<Record<string, string>>;
  /** How many items of feedback of each kind, never what they say. */
  readonly feedback?: Readonly<Record<'accepted' | 'overridden' | 'unmatched' | 'repeated', number>>;
  /** Registered id of the client, from our own file. */
  readonly client?: string;
  /** Of that client, from the same file (CH-152). */
  readonly tenant?: string;
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

/** Arranges for the request to be logged and counted when the answer has gone out, or the client has. */
export function watchRequest(logger: Logger, metrics: Metrics, req: IncomingMessage, res: ServerResponse): void {
  const started = performance.now();
  res.once('close', () => {
    const milliseconds = performance.now() - started;
    const note = { route: 'unmatched', ...notes.get(res) };
    const isAborted = !res.writableFinished;
    const { statusCode: status } = res;
    metrics.requestEnded({
      ...note,
      status,
      outcome: outcomeOf(note, status, isAborted),
      seconds: milliseconds / 1000,
    });
    if (!logger.isLevelEnabled('info')) return;
    logger.info(
      {
        method: req.method,
        ...note,
        status,
        ...(isAborted ? { aborted: true } : {}),
        ms: Math.round(milliseconds * 10) / 10,
      },
      'request',
    );
  });
}

function outcomeOf({ topics }: RequestNote, status: number, isAborted: boolean): Outcome {
  if (isAborted) return 'aborted';
  if (status >= 500) return 'failed';
  if (status === 412) return 'missing-data';
  if (status >= 400) return 'refused';
  // only a call that was answered with cards, or with none, has topics
  if (topics === undefined) return 'done';
  return topics.length > 0 ? 'cards' : 'silent';
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

/** Of a message only one is repeated: that of our own guard on what leaves, which names members and requirements (CH-085). */
export function logFailure(logger: Logger, error: unknown): void {
  if (!(error instanceof Error)) {
    logger.error({ error: typeof error }, 'request failed');
    return;
  }
  const broken = error instanceof NonConformant ? { requirement: error.requirement, broken: error.message } : {};
  logger.error({ error: error.constructor.name, ...broken, frames: framesOf(error) }, 'request failed');
}
