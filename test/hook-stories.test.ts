/** Fixture patients at an order or an infusion: which cards a hook shows for them, and which tests it offers. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDay } from '../src/core/time.js';
import { cardsOf, draftBundle, fire, topicsOf } from './hooks.js';
import { assessBundle } from './patient.js';

const resource = z.record(z.string(), z.unknown());
const hookCase = z.object({
  story: z.string(),
  asOf: z.string(),
  hook: z
    .strictObject({
      service: z.enum(['rituximab-order-select', 'rituximab-order-sign', 'rituximab-infusion-check']),
      drafts: z.array(resource).optional(),
      selections: z.array(z.string()).optional(),
      encounterId: z.string().optional(),
      /** Topic and indicator, in the order of the answer; an empty list is silence. */
      cards: z.array(z.strictObject({ topic: z.string(), indicator: z.string() })),
      /** Labels of all suggestions. */
      suggests: z.array(z.string()).optional(),
      /** Part of the first summary. */
      summary: z.string().optional(),
      /** Statuses with the drafts in mind. */
      verdicts: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

const directory = join(import.meta.dirname, '../fhir-fixtures/patients');
const stories = readdirSync(directory).flatMap((name) => {
  const read = (file: string) => readFileSync(join(directory, name, file), 'utf8');
  const { story, asOf, hook } = hookCase.parse(parse(read('case.yaml')));
  return hook ? [[name, { story, asOf, hook, bundle: read('bundle.json') }] as const] : [];
});

it('has at least thirty patients at an order or an infusion', () => {
  expect(stories.length).toBeGreaterThanOrEqual(30);
});

describe.each(stories)('%s', (_name, { story, asOf, hook, bundle }) => {
  const record = JSON.parse(bundle) as { entry: { resource: Record<string, unknown> }[] };
  const resources = record.entry.map((entry) => entry.resource);
  const draftOrders = hook.drafts && draftBundle(hook.drafts);
  const answer = fire(hook.service, resources, {
    asOf: parseDay(asOf) ?? 0,
    draftOrders,
    selections: hook.selections,
    encounterId: hook.encounterId,
  });

  it(`${story} The expected cards, or none`, () => {
    expect(topicsOf(answer)).toEqual(hook.cards.map(({ topic, indicator }) => [topic, indicator]));
    for (const card of cardsOf(answer)) {
      expect(card.summary.length).toBeLessThan(140);
      expect(card.detail).not.toMatch(/undefined|NaN|\{\{/);
    }
    if (hook.summary !== undefined) expect(cardsOf(answer)[0]?.summary).toContain(hook.summary);
  });

  it('offers the expected tests', () => {
    if (hook.suggests === undefined) return;
    const labels = cardsOf(answer).flatMap(({ suggestions = [] }) => suggestions.map(({ label }) => label));
    expect(labels).toEqual(hook.suggests);
  });

  it('judges as expected', () => {
    const isInfusionDay = hook.service === 'rituximab-infusion-check';
    const { verdicts } = assessBundle(JSON.parse(bundle), asOf, 'UTC', { draftOrders, isInfusionDay });
    for (const [rule, status] of Object.entries(hook.verdicts ?? {}))
      expect([rule, verdicts.find((one) => one.rule === rule)?.status]).toEqual([rule, status]);
  });
});
