import fc from 'fast-check';
import { renderReviewCard } from '../../src/core/cards/render.js';
import { renderAssessmentMarkdown } from '../../src/core/cards/assessment-markdown.js';
import { decideReview } from '../../src/core/decision/decide.js';
import { loadCards } from '../../src/edge/content/load-cards.js';
import { knowledge } from '../knowledge.js';
import { WEEKLY, ago, assessBundle, quantity } from '../patient.js';
import { WEEK_24, coreSet, treated } from '../core/response/follow-up-patient.js';

const content = loadCards('cards');
const mg = (value: number) => quantity(value, 'mg');
const SNOMED = 'http://snomed.info/sct';
const ATC = 'http://www.whocc.no/atc';

function story() {
  const built = coreSet(treated(), [52, 6, 5.5, 1.625, 2200, 12, 4], 187)
    .weight(62, 200)
    .height(165)
    .given('ivig', quantity(60, 'g'), 90)
    .order('methotrexate', mg(20), 300, null, WEEKLY)
    .order('azathioprine', mg(150), 240, 100)
    .order('prednisone', mg(20), 400, 100)
    .order('prednisone', mg(10), 99, null)
    .condition('J18.9', { onsetDateTime: ago(100), severity: { coding: [{ system: SNOMED, code: '24484000' }] } })
    .lab('2465-3', 900, 1600, 20, 'mg/dL')
    .lab('751-8', 4, undefined, 20, '10*9/L')
    .add({
      resourceType: 'Encounter',
      status: 'finished',
      class: { code: 'IMP' },
      period: { start: ago(100), end: ago(95) },
      reasonCode: [{ coding: [{ system: SNOMED, code: '233604007' }] }],
    })
    .add({
      resourceType: 'MedicationRequest',
      status: 'completed',
      intent: 'order',
      medicationCodeableConcept: { coding: [{ system: ATC, code: 'J01CR02' }] },
      authoredOn: ago(60),
      dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: ago(60), end: ago(50) } } } }],
    })
    .add({
      resourceType: 'AllergyIntolerance',
      subject: undefined,
      patient: { reference: 'Patient/p' },
      code: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }] },
      criticality: 'low',
      reaction: [{ severity: 'mild', manifestation: [{ text: 'Itching' }] }],
    })
    .add({
      resourceType: 'AdverseEvent',
      actuality: 'actual',
      date: ago(180),
      event: { text: 'Flushing' },
      severity: { coding: [{ code: 'mild' }] },
      suspectEntity: [{ instance: { reference: 'MedicationAdministration/r2' } }],
    })
    .add({
      resourceType: 'Procedure',
      status: 'completed',
      code: { coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9312' }] },
      performedDateTime: ago(180),
    })
    .add({
      resourceType: 'Immunization',
      status: 'completed',
      subject: undefined,
      patient: { reference: 'Patient/p' },
      vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '87' }] },
      occurrenceDateTime: ago(60),
    });
  return coreSet(built, [66, 3, 4, 1.25, 900, 7, 2], WEEK_24);
}

type Resource = Record<string, unknown>;
const bundle = (resources: readonly Resource[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

describe('an assessment after rituximab', () => {
  const { resources } = story();
  const expected = assessBundle(bundle(resources));

  it('is of a responder whose repeat is stopped', () => {
    expect(expected).toMatchObject({
      stage: 'after-rituximab',
      responses: [{ seed: 'responder' }],
      repeatCourse: { status: 'stop', stops: ['S-05'] },
    });
  });

  it('does not depend on the order of resources, nor on copies', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(resources, { minLength: resources.length }),
        fc.subarray(resources),
        (all, again) => {
          expect(assessBundle(bundle([...all, ...again]))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never changes its input, even a frozen one', () => {
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const child of Object.values(value)) freeze(child);
      Object.freeze(value);
    };
    const input = structuredClone(bundle(resources));
    freeze(input);
    expect(assessBundle(input)).toEqual(expected);
  });

  it('of date-only data is the same in every time zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'])
      expect(assessBundle(bundle(resources), undefined, zone)).toEqual(expected);
  });

  it('survives any odd value anywhere, and can be shown', () => {
    const odd = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant([]),
      fc.constant({}),
      fc.constant([null, 1, 'x']),
      fc.constantFrom('2026', '2026-02', '9999-12-31', '0001-01-01'),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const paths: (readonly (string | number)[])[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, child] of Object.entries(value))
        walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    for (const [index, resource] of resources.entries()) if (index > 0) walk(resource, [index]);
    const replaced = (value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown => {
      if (key === undefined) return by;
      if (Array.isArray(value))
        return value.map((child: unknown, index) => (index === key ? replaced(child, rest, by) : child));
      const object = value as Resource;
      return { ...object, [key]: replaced(object[key], rest, by) };
    };
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const assessment = assessBundle(bundle(replaced(resources, path, value) as Resource[]));
        const outcomes = decideReview(assessment, { showNotRefractory: true, parameters: knowledge.parametersOn(0) });
        expect(outcomes.length).toBeLessThanOrEqual(3);
        for (const outcome of outcomes) {
          const card = renderReviewCard(outcome, assessment, content, {
            newId: () => '4f6f1c1e-2d0a-4c57-9a5e-0f6f5d1c9f11',
          });
          expect(card.summary.length).toBeLessThan(140);
          expect(`${card.summary}${card.detail ?? ''}`).not.toMatch(/\bNaN\b|\bundefined\b|\bInvalid\b/);
        }
        expect(renderAssessmentMarkdown(assessment)).not.toMatch(/\bNaN\b|\bundefined\b/);
      }),
      { numRuns: 600 },
    );
  });
});
