/** A card that nobody changed rests on the same facts tomorrow, for every fixture patient: else no snooze would ever hold. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { factsOf } from '../../../src/core/journal/fingerprint.js';
import { createReviewService } from '../../../src/core/services/rituximab-review.js';
import { calendarOf, formatDay, parseDay } from '../../../src/core/time.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';
import { prefetchOf } from '../../hooks.js';
import { knowledge } from '../../knowledge.js';

type Json = Record<string, unknown>;

const service = createReviewService({
  knowledge,
  content: loadCards('cards'),
  calendar: calendarOf('UTC'),
  showNotRefractory: true,
});
const directory = join(import.meta.dirname, '../../../fhir-fixtures/patients');

/** Topic → facts and statuses of the cards of one day. */
function cardsOn(resources: readonly Json[], asOf: number) {
  const patient = resources.find((one) => one['resourceType'] === 'Patient');
  const answer = service.respond({
    patientId: String(patient?.['id']),
    prefetch: prefetchOf(resources),
    asOf,
    newId: () => crypto.randomUUID(),
  });
  if (answer.kind === 'missing-data') return new Map<string, { facts: string; statuses: string }>();
  return new Map(
    answer.cards.map(({ uuid, source }) => {
      const topic = source.topic?.code ?? '';
      const basis = answer.bases?.get(uuid) ?? { verdicts: [] };
      const statuses = JSON.stringify(basis.verdicts.map(({ id, status, severity }) => [id, status, severity]));
      return [topic, { facts: factsOf(topic, basis, formatDay(asOf)), statuses }] as const;
    }),
  );
}

const stories = readdirSync(directory).flatMap((name) => {
  const { asOf } = parse(readFileSync(join(directory, name, 'case.yaml'), 'utf8')) as { asOf: string };
  const bundle = JSON.parse(readFileSync(join(directory, name, 'bundle.json'), 'utf8')) as {
    entry?: { resource: Json }[];
  };
  const day = parseDay(asOf);
  return day === undefined ? [] : [{ name, day, resources: (bundle.entry ?? []).map(({ resource }) => resource) }];
});

it('compares cards of many patients', () => {
  const compared = stories.filter(({ day, resources }) => cardsOn(resources, day).size > 0);
  expect(compared.length).toBeGreaterThan(50);
});

it.each(stories)('$name', ({ day, resources }) => {
  const tomorrow = cardsOn(resources, day + 1);
  for (const [topic, { facts, statuses }] of cardsOn(resources, day)) {
    const next = tomorrow.get(topic);
    // a status that changes with the days is a new fact, and the card comes back for it
    if (next?.statuses === statuses) expect(next.facts).toBe(facts);
  }
});
