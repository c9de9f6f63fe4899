/** The safety services on real content, called with a patient of the tests: the record becomes a prefetch. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../src/core/cds-hooks/response.js';
import { LOOKUPS, TYPE_OF_LOOKUP } from '../src/core/record/record.js';
import { createInfusionCheckService } from '../src/core/services/rituximab-infusion-check.js';
import { createOrderSelectService, createOrderSignService } from '../src/core/services/rituximab-order.js';
import type { SafetyScope } from '../src/core/services/safety-scope.js';
import type { CdsService, ServiceAnswer, ServiceCall } from '../src/core/services/service.js';
import { calendarOf, parseDay } from '../src/core/time.js';
import { loadCards } from '../src/edge/content/load-cards.js';
import { loadSafetyCards } from '../src/edge/content/load-safety-cards.js';
import { cardsDirectory } from '../src/edge/paths.js';
import { knowledge } from './knowledge.js';

type Json = Record<string, unknown>;

const content = loadSafetyCards(cardsDirectory, loadCards(cardsDirectory));

export function safetyServices(scope: SafetyScope = 'myositis'): Readonly<Record<string, CdsService>> {
  const dependencies = { knowledge, content, calendar: calendarOf('UTC'), scope };
  const services = [
    createOrderSelectService(dependencies),
    createOrderSignService(dependencies),
    createInfusionCheckService(dependencies),
  ];
  return Object.fromEntries(services.map((service) => [service.id, service]));
}

const bundle = (resources: readonly Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

/** Every key is answered; a look-up without a resource ran and found nothing. */
export function prefetchOf(resources: readonly Json[]): Json {
  const given = new Set<Json>();
  return Object.fromEntries(
    LOOKUPS.map((lookup) => {
      const own = resources.filter((one) => one['resourceType'] === TYPE_OF_LOOKUP[lookup] && !given.has(one));
      for (const one of own) given.add(one);
      // what a Medication is referred to by comes with the orders
      const more =
        lookup === 'medicationRequests' ? resources.filter((one) => one['resourceType'] === 'Medication') : [];
      if (lookup === 'patient') return [lookup, own[0]];
      return [lookup, own.length + more.length === 0 ? null : bundle([...own, ...more])];
    }),
  );
}

export const draftBundle = (drafts: readonly Json[]): Json => ({ ...bundle(drafts), type: 'collection' });

export function fire(
  service: string,
  resources: readonly Json[],
  more: Partial<ServiceCall> = {},
  scope?: SafetyScope,
): ServiceAnswer {
  const patient = resources.find((one) => one['resourceType'] === 'Patient');
  return (
    safetyServices(scope)[service]?.respond({
      patientId: String(patient?.['id']),
      prefetch: prefetchOf(resources),
      asOf: parseDay('2026-03-01') ?? 0,
      newId: randomUUID,
      ...more,
    }) ?? { kind: 'missing-data', keys: ['no such service'] }
  );
}

export function cardsOf(answer: ServiceAnswer): readonly Card[] {
  if (answer.kind !== 'cards') throw new Error(`412: ${answer.keys.join(', ')}`);
  return answer.cards;
}

export const topicsOf = (answer: ServiceAnswer): readonly (readonly [string, string])[] =>
  cardsOf(answer).map(({ source, indicator }) => [source.topic?.code ?? '', indicator]);
