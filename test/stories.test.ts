import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderReviewCard } from '../src/core/cards/render.js';
import { decideReview } from '../src/core/decision/decide.js';
import { loadCards } from '../src/edge/content/load-cards.js';
import { cardsDirectory } from '../src/edge/paths.js';
import { knowledge } from './knowledge.js';
import { assessBundle } from './patient.js';

const status = z.enum(['met', 'not-met', 'unknown']);
const caseFile = z.strictObject({
  story: z.string(),
  asOf: z.string(),
  /** Read by hook-stories.test.ts. */
  hook: z.unknown().optional(),
  expect: z.strictObject({
    stage: z.string().optional(),
    subtype: z.string().optional(),
    refractory: z.partialRecord(z.enum(['strict', 'extended', 'mok2007']), status).optional(),
    activeDisease: status.optional(),
    taper: z.string().optional(),
    recentMean: z.number().optional(),
    earlierMean: z.number().optional(),
    dailyPrednisoneEquivalent: z.number().optional(),
    trials: z
      .record(
        z.string(),
        z.strictObject({
          adequate: status,
          coveredDays: z.number().optional(),
          dose: z.number().optional(),
          doseUnit: z.string().optional(),
        }),
      )
      .optional(),
    verdicts: z.record(z.string(), status).optional(),
    card: z.string().optional(),
    indicator: z.string().optional(),
    dataQuality: z.array(z.string()).optional(),
    notUsed: z.array(z.string()).optional(),
  }),
});

const directory = join(import.meta.dirname, '../fhir-fixtures/patients');
const stories = readdirSync(directory).map((name) => {
  const read = (file: string) => readFileSync(join(directory, name, file), 'utf8');
  return [name, caseFile.parse(parse(read('case.yaml'))), read('bundle.json')] as const;
});
const content = loadCards(cardsDirectory);

it('has at least thirty patients', () => {
  expect(stories.length).toBeGreaterThanOrEqual(30);
});

describe.each(stories)('%s', (_name, { story, asOf, expect: wanted }, text) => {
  const assessment = assessBundle(JSON.parse(text), asOf);
  const outcome = decideReview(assessment, {
    showNotRefractory: false,
    strictAgents: knowledge.parametersOn(0).refractoriness.strictAgents.value,
  });

  it(`${story} Statuses as expected`, () => {
    const { glucocorticoid } = assessment;
    const found = { ...assessment, subtype: assessment.diagnosis.subtype, taper: glucocorticoid.taper };
    const { stage, subtype, refractory, activeDisease, taper } = wanted;
    expect(found).toMatchObject(
      JSON.parse(JSON.stringify({ stage, subtype, refractory, activeDisease, taper })) as object,
    );
    for (const key of ['recentMean', 'earlierMean', 'dailyPrednisoneEquivalent'] as const) {
      const value = wanted[key];
      if (value !== undefined) expect(glucocorticoid[key]).toBeCloseTo(value, 2);
    }
    for (const [rule, expected] of Object.entries(wanted.verdicts ?? {})) {
      expect([rule, assessment.verdicts.find((one) => one.rule === rule)?.status]).toEqual([rule, expected]);
    }
    for (const [agent, { adequate, coveredDays, dose, doseUnit }] of Object.entries(wanted.trials ?? {})) {
      const trial = assessment.trials.find((one) => one.agent === agent);
      expect([agent, trial?.adequate]).toEqual([agent, adequate]);
      if (coveredDays !== undefined) expect([agent, trial?.coveredDays]).toEqual([agent, coveredDays]);
      if (dose !== undefined) expect(trial?.dose.value).toBeCloseTo(dose, 2);
      if (doseUnit !== undefined) expect(trial?.dose.unit).toBe(doseUnit);
    }
    for (const words of wanted.dataQuality ?? [])
      expect(assessment.dataQuality.join('\n').toLowerCase()).toContain(words.toLowerCase());
    for (const reference of wanted.notUsed ?? [])
      expect(assessment.notUsed.map((one) => one.reference).join('\n')).toContain(reference);
  });

  it('shows the expected card, or none', () => {
    if (outcome === 'silent') {
      expect(['none', undefined]).toContain(wanted.card);
      return;
    }
    const card = renderReviewCard(outcome, assessment, content, {
      newId: () => '4f6f1c1e-2d0a-4c57-9a5e-0f6f5d1c9f11',
    });
    if (wanted.card !== undefined) expect(card.source.topic?.code).toBe(wanted.card);
    if (wanted.indicator !== undefined) expect(card.indicator).toBe(wanted.indicator);
    expect(card.summary.length).toBeLessThan(140);
    expect(card.detail).not.toMatch(/<script|(?<!\\)\]\(javascript/);
  });
});
