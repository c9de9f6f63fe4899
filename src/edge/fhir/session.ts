/** What every call to one FHIR server needs while one hook is answered. */
import type { FhirAccess } from './access.js';
import type { Breakers } from './breakers.js';
import type { Deadline } from './deadline.js';
import type { Transport } from './transport.js';

export interface FetchLimits {
  /** One call. */
  readonly callMilliseconds: number;
  readonly mostPages: number;
  readonly mostMedications: number;
  readonly medicationsPerSearch: number;
}

export interface Session {
  readonly access: FhirAccess;
  readonly transport: Transport;
  readonly breakers: Breakers;
  readonly deadline: Deadline;
  readonly limits: FetchLimits;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}
