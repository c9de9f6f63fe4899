/** A CDS service as one declaration: what discovery says of it, and the pure function that answers a call. */
import type { Assessment } from '../assessment.js';
import type { Card } from '../cds-hooks/response.js';
import type { Basis } from '../decision/basis.js';
import type { Lookup } from '../record/record.js';
import type { Day } from '../time.js';

/** A parsed hook call, stripped of the protocol. */
export interface ServiceCall {
  /** Bare FHIR id, as in `context.patientId`. */
  readonly patientId: string;
  /** As received: resource, Bundle, OperationOutcome, null, or anything else; keys not advertised are ignored. */
  readonly prefetch: Readonly<Record<string, unknown>>;
  /** Address of the FHIR server, where the hook names it. */
  readonly fhirServer?: string | undefined;
  /** Bare FHIR id, where the context names an encounter. */
  readonly encounterId?: string | undefined;
  /** Of order-select: what the user has just selected among the drafts. */
  readonly selections?: readonly string[] | undefined;
  /** Of the order hooks: a Bundle as received. */
  readonly draftOrders?: unknown;
  readonly asOf: Day;
  /** A fresh lower-case UUID at each call. */
  readonly newId: () => string;
}

export type ServiceAnswer =
  | {
      readonly kind: 'cards';
      readonly cards: readonly Card[];
      readonly assessment?: Assessment;
      /** What each card rests on, by its uuid; absent where there is no card. */
      readonly bases?: ReadonlyMap<string, Basis>;
    }
  /** Required prefetch keys that are absent or unusable: the edge answers 412. */
  | { readonly kind: 'missing-data'; readonly keys: readonly string[] };

export interface CdsService {
  readonly id: string;
  readonly hook: string;
  readonly title: string;
  readonly description: string;
  readonly usageRequirements: string;
  /** Key → template; keys are the only ones read from a call. */
  readonly prefetch: Readonly<Record<string, string>>;
  /** The keys of the prefetch profile `gate`: what tells whether anything will be said. */
  readonly gate: readonly Lookup[];
  /**
   * The look-ups that can still change the answer, given what the call holds: those of the gate while it is undecided, none
   * when the answer is silence whatever the others hold, else all.
   */
  readonly needs: (call: ServiceCall) => readonly Lookup[];
  readonly respond: (call: ServiceCall) => ServiceAnswer;
}

/** An answer with cards, each with what it rests on. */
export function answerWith(assessment: Assessment, made: readonly (readonly [Card, Basis])[]): ServiceAnswer {
  return {
    kind: 'cards',
    cards: made.map(([card]) => card),
    assessment,
    bases: new Map(made.map(([{ uuid }, basis]) => [uuid, basis])),
  };
}
