/** What a CDS client sends (CH-044 … CH-056). Types only: whoever receives a body checks it against them. */
import type { Bundle, FhirResource, Task } from 'fhir/r4.js';

interface PatientContext {
  /** Bare FHIR id (CH-052). */
  readonly patientId: string;
  readonly encounterId?: string;
}

interface UserContext extends PatientContext {
  /** `Type/id` (CH-052). */
  readonly userId: string;
}

interface EncounterContext extends UserContext {
  readonly encounterId: string;
}

/** Hook → the context it is called with. Clients may add members (CH-051). */
export interface Contexts {
  readonly 'patient-view': UserContext;
  readonly 'order-select': UserContext & { readonly selections: readonly string[]; readonly draftOrders: Bundle };
  readonly 'order-sign': UserContext & { readonly draftOrders: Bundle };
  /** Has no user (CH-053). */
  readonly 'order-dispatch': {
    readonly patientId: string;
    readonly dispatchedOrders: readonly string[];
    readonly performer: string;
    readonly fulfillmentTasks?: readonly Task[];
  };
  readonly 'encounter-start': EncounterContext;
  readonly 'encounter-discharge': EncounterContext;
  readonly 'appointment-book': UserContext & { readonly appointments: Bundle };
  /** May have no user (CH-053). */
  readonly 'medication-refill': PatientContext & { readonly userId?: string; readonly medications: Bundle };
}

export type Hook = keyof Contexts;

/** How the service may read from the client's FHIR server (CH-071). */
export interface FhirAuthorization {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly scope: string;
  readonly subject: string;
  /** With `patient/` scopes (CH-074). */
  readonly patient?: string;
}

/** CH-049: an authorization never comes without its server. */
type FhirAccess =
  | { readonly fhirServer?: string; readonly fhirAuthorization?: never }
  | { readonly fhirServer: string; readonly fhirAuthorization: FhirAuthorization };

export type HookRequest<H extends Hook = Hook> = FhirAccess & {
  readonly hook: H;
  /** Any non-empty string; not every client sends a UUID (CH-048). */
  readonly hookInstance: string;
  readonly context: Contexts[H];
  /** Absent: not satisfied. null: ran and found nothing (CH-060). */
  readonly prefetch?: Readonly<Record<string, FhirResource | null>>;
};
