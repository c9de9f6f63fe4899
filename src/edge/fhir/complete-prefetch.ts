/**
 * Fetches what a prefetch lacks and merges it as if the client had sent it, so that the core sees one shape only. What
 * decides whether anything is said comes first; nothing else is asked for until it has (CH-042, CH-057 … CH-062).
 */
import type { FhirAuthorization } from '../../core/cds-hooks/index.js';
import { isObject } from '../../core/json.js';
import type { CdsService, ServiceCall } from '../../core/services/service.js';
import { accessOf, remarksOn } from './access.js';
import type { AccessRules, FetchingClient } from './access.js';
import type { Breakers } from './breakers.js';
import { deadlineAt } from './deadline.js';
import { openMedications } from './medications.js';
import { obtain, withMedications } from './obtain.js';
import { PrefetchView } from './prefetch-view.js';
import type { Completed } from './prefetch-view.js';
import { openLookups } from './received.js';
import type { FetchLimits, Session } from './session.js';
import { queryOf, tokensOf } from './template.js';
import type { Transport } from './transport.js';

/** What fetches, kept between calls; nothing of a patient or a token is. */
export interface Connection {
  readonly transport: Transport;
  readonly breakers: Breakers;
}

export interface FetchSettings {
  /** From the receipt of a request to the end of fetching. */
  readonly budgetMilliseconds: number;
  readonly limits: FetchLimits;
  readonly rules: AccessRules;
}

interface PrefetchOrder {
  readonly service: Pick<CdsService, 'prefetch' | 'needs'>;
  readonly call: ServiceCall;
  readonly userId: string;
  readonly fhirAuthorization: FhirAuthorization | undefined;
  readonly client: FetchingClient;
  /** Ends the fetching when nobody waits for the answer any more; asked for only when something is fetched. */
  readonly whenGone: () => AbortSignal;
}

export type CompletePrefetch = (order: PrefetchOrder) => Promise<Completed>;

/** Where no server may be called: the prefetch is taken as it is. */
export const fetchNothing: CompletePrefetch = ({ call: { prefetch, draftOrders } }) =>
  Promise.resolve({ prefetch, draftOrders, fetched: [], notFetched: {} });

/** `connect` is called at the first need, so that a service that never fetches loads nothing for it. */
export function createPrefetchCompleter(
  settings: FetchSettings,
  connect: () => Promise<Connection>,
  now: () => number,
): CompletePrefetch {
  return async (order) => {
    const { call, client, fhirAuthorization, service } = order;
    const { prefetch, draftOrders } = call;
    if (call.fhirServer === undefined) return fetchNothing(order);
    const receivedAt = now();
    const access = accessOf({ fhirServer: call.fhirServer, fhirAuthorization }, client, settings.rules, receivedAt);
    if (!access) return fetchNothing(order);
    const open = openLookups(prefetch, access.base);
    if (open.size === 0 && openMedications(draftOrders, access.base).length === 0) return fetchNothing(order);
    const view = new PrefetchView(call, open);
    if (service.needs(view.call()).length === 0) return fetchNothing(order);

    const { transport, breakers } = await connect();
    const deadline = deadlineAt(receivedAt + settings.budgetMilliseconds, now, order.whenGone());
    const session: Session = { access, transport, breakers, deadline, limits: settings.limits, now };
    try {
      await fillWaves(session, order, view);
      return { ...view.completed(), remarks: remarksOn(fhirAuthorization, client) };
    } finally {
      deadline.dispose();
    }
  };
}

/** Asks the service what it needs, fetches that, and asks again, until what it needs is there or was tried. */
async function fillWaves(session: Session, order: PrefetchOrder, view: PrefetchView): Promise<void> {
  const { service, call, userId } = order;
  const tokens = tokensOf({ patientId: call.patientId, userId, encounterId: call.encounterId });
  // what is being ordered may answer by itself, so its name is asked for beside the first wave
  let drafts = nameDrafts(session, call, view);
  for (;;) {
    const wave = service.needs(view.call()).filter((lookup) => view.isOpen(lookup));
    const reads = wave.map(async (lookup) => {
      const template = service.prefetch[lookup] ?? '';
      const query = queryOf(template, tokens, session.access.vendor);
      view.add(lookup, await obtain(session, { ...view.received(lookup), query }));
    });
    await Promise.all([drafts, ...reads]);
    if (wave.length === 0) return;
    drafts = Promise.resolve();
  }
}

async function nameDrafts(session: Session, { draftOrders }: ServiceCall, view: PrefetchView): Promise<void> {
  if (isObject(draftOrders)) view.replaceDrafts(await withMedications(session, draftOrders));
}
