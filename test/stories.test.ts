import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Course, Response } from '../src/core/assessment.js';
import { renderReviewCard } from '../src/core/cards/render.js';
import { decideReview } from '../src/core/decision/decide.js';
import { loadCards } from '../src/edge/content/load-cards.js';
import { cardsDirectory } from '../src/edge/paths.js';
import { knowledge } from './knowledge.js';
import { assessBundle } from './patient.js';

const status = z.enum(['met', 'not-met', 'unknown']);
/** Every part that is given must be found; texts need only be part of what is found. */
const response = z.strictObject({
  course: z.number(),
  week: z.number(),
  targetWeek: z.number().nullable().optional(),
  seed: z.string().optional(),
  imacs: z.string().optional(),
  borderline: z.boolean().optional(),
  followUpDate: z.string().nullable().optional(),
  prednisone: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
  measures: z.record(z.string(), z.string()).optional(),
  measureNotes: z.record(z.string(), z.string()).optional(),
  tis: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).optional(),
  missing: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
});
const repeat = z.strictObject({
  status: z.string(),
  targetDate: z.string().optional(),
  windowStart: z.string().optional(),
  windowEnd: z.string().optional(),
  stops: z.array(z.string()),
  missing: z.array(z.string()).optional(),
});
const course = z.strictObject({
  day0: z.string(),
  schedule: z.string(),
  doses: z.array(z.number().nullable()),
  traces: z.array(z.string()).optional(),
});
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
    severities: z.record(z.string(), z.string()).optional(),
    courses: z.array(course).optional(),
    responses: z.array(response).optional(),
    repeat: z.union([repeat, z.literal('none')]).optional(),
    card: z.string().optional(),
    cards: z.array(z.string()).optional(),
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

const courseShape = ({ day0, schedule, infusions }: Course) => ({
  day0,
  schedule,
  doses: infusions.map(({ doseMg }) => doseMg),
  traces: infusions.map(({ trace }) => trace),
});
const withTraces = (one: z.infer<typeof course>) => ({
  ...one,
  traces: one.traces ?? one.doses.map(() => 'administration'),
});

function expectResponse(found: Response | undefined, expected: z.infer<typeof response>): void {
  const { prednisone, measures = {}, measureNotes = {}, missing, notes = [], ...rest } = expected;
  expect(found).toMatchObject(rest);
  const measure = (id: string) => found?.measures.find((one) => one.id === id);
  for (const [id, verdict] of Object.entries(measures)) expect([id, measure(id)?.verdict]).toEqual([id, verdict]);
  for (const [id, note] of Object.entries(measureNotes)) expect(measure(id)?.note).toContain(note);
  if (prednisone) {
    const { baseline, followUp } = found?.prednisoneEquivalent ?? {};
    expect([baseline, followUp]).toEqual(prednisone);
  }
  if (missing?.length === 0) expect(found?.missing).toEqual([]);
  for (const words of [...(missing ?? [])]) expect(found?.missing.join('\n')).toContain(words);
  for (const words of notes) expect(found?.notes.join('\n')).toContain(words);
}

it('has at least seventy patients', () => {
  expect(stories.length).toBeGreaterThanOrEqual(70);
});

describe.each(stories)('%s', (_name, { story, asOf, expect: wanted }, text) => {
  const assessment = assessBundle(JSON.parse(text), asOf);
  const outcomes = decideReview(assessment, { showNotRefractory: false, parameters: knowledge.parametersOn(0) });

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
    for (const [rule, expected] of Object.entries(wanted.severities ?? {})) {
      expect([rule, assessment.verdicts.find((one) => one.rule === rule)?.severity]).toEqual([rule, expected]);
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

  it('has the expected courses, responses and repeat', () => {
    if (wanted.courses) expect(assessment.courses.map(courseShape)).toEqual(wanted.courses.map(withTraces));
    if (wanted.responses) {
      expect(assessment.responses).toHaveLength(wanted.responses.length);
      for (const [index, expected] of wanted.responses.entries()) expectResponse(assessment.responses[index], expected);
    }
    if (wanted.repeat === 'none') expect(assessment.repeatCourse).toBeUndefined();
    else if (wanted.repeat) {
      const { missing = [], ...rest } = wanted.repeat;
      expect(assessment.repeatCourse).toMatchObject(rest);
      for (const words of missing) expect(assessment.repeatCourse?.missing.join('\n')).toContain(words);
      expect((assessment.repeatCourse?.missing.length ?? 0) > 0).toBe(rest.status === 'cannot-state');
    }
  });

  it('shows the expected cards, or none', () => {
    const cards = outcomes.map((outcome) =>
      renderReviewCard(outcome, assessment, content, { newId: () => '4f6f1c1e-2d0a-4c57-9a5e-0f6f5d1c9f11' }),
    );
    const topics = cards.map(({ source }) => source.topic?.code);
    if (wanted.card !== undefined) expect(topics).toEqual(wanted.card === 'none' ? [] : [wanted.card]);
    if (wanted.cards !== undefined) expect(topics).toEqual(wanted.cards);
    if (wanted.indicator !== undefined) expect(cards[0]?.indicator).toBe(wanted.indicator);
    for (const card of cards) {
      expect(card.summary.length).toBeLessThan(140);
      expect(card.detail).not.toMatch(/<script|(?<!\\)\]\(javascript/);
    }
  });
});
