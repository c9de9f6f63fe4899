/** Where the time of a call goes, for those who collect traces. Callers see only this; most sites trace nothing. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Tracing {
  /** One call of a service, as a part of the client's own trace where the headers name one (W3C Trace Context). */
  readonly call: <T>(service: string, headers: IncomingHttpHeaders, work: () => Promise<T>) => Promise<T>;
  /** A part of the call under way. */
  readonly step: <T>(name: 'fetch' | 'evaluate', work: () => T) => T;
}

export const NO_TRACING: Tracing = {
  call: (_service, _headers, work) => work(),
  step: (_name, work) => work(),
};
