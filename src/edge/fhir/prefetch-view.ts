/** The prefetch of a call while it is being completed: what was received, what was added, what is still open. */
import type { JsonObject } from '../../core/json.js';
import type { Lookup } from '../../core/record/record.js';
import type { ServiceCall } from '../../core/services/service.js';
import type { AccessRemark } from './access.js';
import type { FetchFailure } from './failure.js';
import type { LookedUp } from './lookup.js';
import type { Received } from './received.js';

export interface Completed {
  readonly prefetch: JsonObject;
  readonly draftOrders: unknown;
  /** Keys that were obtained in full, and why others were not: for log and metrics, nothing here is about the patient. */
  readonly fetched: readonly Lookup[];
  readonly notFetched: Readonly<Partial<Record<Lookup, FetchFailure>>>;
  /** What was odd about the authorization. */
  readonly remarks?: readonly AccessRemark[];
}

export class PrefetchView {
  readonly #call: ServiceCall;
  readonly #open: Map<Lookup, Received>;
  readonly #added: Partial<Record<Lookup, JsonObject>> = {};
  readonly #fetched: Lookup[] = [];
  readonly #notFetched: Partial<Record<Lookup, FetchFailure>> = {};
  #draftOrders: unknown;

  constructor(call: ServiceCall, open: ReadonlyMap<Lookup, Received>) {
    this.#call = call;
    this.#open = new Map(open);
    this.#draftOrders = call.draftOrders;
  }

  /** The call as it stands: a doubtful `null` counts as absent until it has been asked for. */
  call(): ServiceCall {
    const doubtful = [...this.#open].filter(([, state]) => state === 'doubtful').map(([lookup]) => lookup);
    const prefetch: Record<string, unknown> = { ...this.#call.prefetch, ...this.#added };
    for (const lookup of doubtful) Reflect.deleteProperty(prefetch, lookup);
    return { ...this.#call, prefetch, draftOrders: this.#draftOrders };
  }

  isOpen(lookup: Lookup): boolean {
    return this.#open.has(lookup);
  }

  received(lookup: Lookup): { readonly state: Received; readonly value: unknown } {
    return { state: this.#open.get(lookup) ?? 'settled', value: this.#call.prefetch[lookup] };
  }

  /** Each look-up is tried once; what was not obtained stays as it was received. */
  add(lookup: Lookup, { value, failure }: LookedUp): void {
    this.#open.delete(lookup);
    if (value) this.#added[lookup] = value;
    if (failure === undefined) this.#fetched.push(lookup);
    else this.#notFetched[lookup] = failure;
  }

  replaceDrafts(draftOrders: JsonObject): void {
    this.#draftOrders = draftOrders;
  }

  completed(): Completed {
    return {
      prefetch: { ...this.#call.prefetch, ...this.#added },
      draftOrders: this.#draftOrders,
      fetched: this.#fetched,
      notFetched: this.#notFetched,
    };
  }
}
