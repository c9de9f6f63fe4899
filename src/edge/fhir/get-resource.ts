/** One resource from the server, or why there is none: token, time, status, shape, all checked here and nowhere else. */
import { isObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { pause, unlessAborted, within } from './deadline.js';
import type { FetchFailure } from './failure.js';
import type { Session } from './session.js';
import type { Answer } from './transport.js';

export type Got =
  | { readonly kind: 'resource'; readonly resource: JsonObject }
  | { readonly kind: 'failed'; readonly failure: FetchFailure };

const failed = (failure: FetchFailure): { readonly kind: 'failed'; readonly failure: FetchFailure } => ({
  kind: 'failed',
  failure,
});

const MOST_ATTEMPTS = 3;
/** A call that has less time than this left is not worth making. */
const SHORTEST_CALL_MILLISECONDS = 20;

/** `url` lies under the server's base: whoever made it has checked that (CH-075). */
export async function getResource(session: Session, url: URL): Promise<Got> {
  const { access, breakers, deadline, now } = session;
  for (let attempt = 1; ; attempt += 1) {
    if (now() >= access.expiresAt) return failed('token-expired');
    const made = breakers.run(access.origin, () => judgedCall(session, url));
    const answer = await unlessAborted(made, deadline.signal, { ...failed('time-out'), isServerFault: false });
    if (answer === undefined) return failed('left-alone');
    const wait = attempt < MOST_ATTEMPTS ? waitOf(answer) : undefined;
    if (wait === undefined || wait + SHORTEST_CALL_MILLISECONDS > deadline.remaining()) return read(answer);
    await pause(wait, deadline.signal);
  }
}

/** One call, and whether the server is at fault if it fails: not when it answers, however little we like the answer. */
async function judgedCall(session: Session, url: URL): Promise<Answer & { readonly isServerFault: boolean }> {
  const { access, transport, deadline, limits, now } = session;
  const token = access.token === undefined ? {} : { authorization: `Bearer ${access.token.reveal()}` };
  const headers = { accept: 'application/fhir+json', ...token };
  const started = now();
  const answer = await within(limits.callMilliseconds, deadline.signal, (signal) =>
    transport.get(url, headers, signal),
  );
  if (answer.kind === 'answer') return { ...answer, isServerFault: answer.status >= 500 || answer.status === 429 };
  // a call that was given little time says nothing about the server
  const hadTime = now() - started >= limits.callMilliseconds / 2 && !deadline.isGone();
  return { ...answer, isServerFault: answer.failure === 'unreachable' || (answer.failure === 'time-out' && hadTime) };
}

const isBusy = (status: number): boolean => status === 429 || status === 503;

/** Milliseconds the server asks us to wait. A date is farther away than any budget and is not waited for. */
function waitOf(answer: Answer): number | undefined {
  if (answer.kind === 'failed' || !isBusy(answer.status)) return undefined;
  const seconds = answer.retryAfter?.trim() ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

function read(answer: Answer): Got {
  if (answer.kind === 'failed') return failed(answer.failure);
  const failure = failureOf(answer.status);
  if (failure) return failed(failure);
  const resource = parse(answer.text);
  if (!isObject(resource) || typeof resource['resourceType'] !== 'string') return failed('unusable');
  return resource['resourceType'] === 'OperationOutcome' ? failed('outcome') : { kind: 'resource', resource };
}

function failureOf(status: number): FetchFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'refused';
  if (isBusy(status)) return 'busy';
  return status < 500 ? 'rejected' : 'server-error';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
