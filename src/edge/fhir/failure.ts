/** Why something could not be read from a FHIR server: the closed list that logs, metrics and tests speak of. */

export type FetchFailure =
  /** No server named, none allowed, or no token for it. */
  | 'no-access'
  /** The token's scopes do not cover the resource type (CH-073). */
  | 'out-of-scope'
  /** The server does not offer this, says our table of vendors. */
  | 'not-offered'
  /** 401 or 403. */
  | 'refused'
  /** 404, 410, or a search the server rejects. */
  | 'rejected'
  /** 429 or 503, and no time left to wait for it. */
  | 'busy'
  /** Any other status from 500. */
  | 'server-error'
  /** A redirect: never followed, the token would go with it (CH-075). */
  | 'redirected'
  /** An OperationOutcome where data was asked for. */
  | 'outcome'
  /** HTML, text, truncated JSON, or a resource that was not asked for (CH-064). */
  | 'unusable'
  | 'too-large'
  /** More pages than are read. */
  | 'too-many-pages'
  /** A next page outside the server's own address (CH-075). */
  | 'foreign-page'
  /** No connection, or one that broke; also an address that must not be called. */
  | 'unreachable'
  /** The call's time or the whole budget is up (CH-077). */
  | 'time-out'
  /** The server failed so often that it is left alone for a while. */
  | 'left-alone'
  /** The token's time is up (CH-072). */
  | 'token-expired';
