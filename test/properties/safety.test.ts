/** Adding data never silently turns a contraindication into clear: what clears it is shown as evidence. */
import fc from 'fast-check';
import type { Verdict } from '../../src/core/assessment.js';
import { ago, assessBundle, quantity } from '../patient.js';
import * as on from '../core/criteria/safety-patient.js';
import { clear, order, pm, treated, vaccine } from '../core/criteria/safety-patient.js';

type Resource = Record<string, unknown>;
const bundle = (resources: readonly Resource[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const safetyOf = (resources: readonly Resource[]): readonly Verdict[] =>
  assessBundle(bundle(resources)).verdicts.filter(({ rule }) => rule.startsWith('S-'));

/** Everything that forbids something, on one unlucky patient. */
const ill = () =>
  on
    .temperature(on.platelets(on.anc(on.igg(treated(100), 2.5, 20), 0.4), 60), 38.5)
    .result(on.HBSAG, 'positive', 20)
    .result(on.ANTI_HBC, 'positive', 20)
    .result(on.HCG, 'positive', 2)
    .condition('A81.2')
    .condition('A15.0')
    .condition('L51.1', { onsetDateTime: ago(50) })
    .condition('Z39.1', { recordedDate: ago(30) })
    .condition('422293003', {}, on.SNOMED)
    .condition('I50.9')
    .add(vaccine('03', 10)).resources;

const day = fc.integer({ min: 0, max: 500 });
const answer = fc.constantFrom('positive' as const, 'negative' as const);
const more = fc.oneof(
  fc
    .tuple(fc.constantFrom(on.HBSAG, on.ANTI_HBC, on.HBV_DNA, on.HCG, '71773-6', '13955-0'), answer, day)
    .map(([code, what, when]) => pm().result(code, what, when).resources.at(-1)),
  fc.tuple(fc.constantFrom(0.3, 1.2, 3), day).map(([value, when]) => on.anc(pm(), value, when).resources.at(-1)),
  fc.tuple(fc.constantFrom(2, 6, 9), day).map(([value, when]) => on.igg(pm(), value, when).resources.at(-1)),
  day.map((when) => pm().given('ivig', on.gram(60), when).resources.at(-1)),
  day.map((when) => pm().given('rituximab', quantity(1000, 'mg'), when).resources.at(-1)),
  fc.constantFrom('J05AF10', 'J01EE01', 'L04AA24').map((code) => order(code)),
  day.map((when) => vaccine('140', when)),
  fc.constantFrom('C50.911', 'J18.9', 'B18.1').map((code) => pm().condition(code).resources.at(-1)),
);

describe('the safety verdicts', () => {
  const base = ill();
  const before = safetyOf(base);
  const forbidden = before.filter(({ status, severity }) => status === 'not-met' && severity === 'contraindication');

  it('find what is there', () => {
    expect(forbidden.map(({ rule }) => rule)).toEqual([
      ...[
        'S-02',
        'S-03',
        'S-05',
        'S-08',
        'S-11',
        'S-12',
        'S-13',
        'S-15',
        'S-16',
        'S-17',
        'S-18',
        'S-19',
        'S-20',
        'S-22',
      ],
    ]);
  });

  it('are cleared by new data only where those data are the evidence', () => {
    fc.assert(
      fc.property(fc.array(more, { minLength: 1, maxLength: 4 }), (resources) => {
        const added = resources.map((resource, index) => ({ ...resource, id: `added-${index}` }) as Resource);
        const after = safetyOf([...base, ...added]);
        const names = added.map((resource) => `${String(resource['resourceType'])}/${String(resource['id'])}`);
        for (const { rule } of forbidden) {
          const now = after.find((one) => one.rule === rule);
          if (now?.status !== 'met') continue;
          expect([rule, now.evidence.some(({ reference }) => names.includes(reference))]).toEqual([rule, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order of resources, nor on copies', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(base, { minLength: base.length }), fc.subarray(base), (shuffled, again) => {
        expect(safetyOf([...shuffled, ...again])).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('never read as clear what nobody has looked at', () => {
    const { resources } = clear();
    fc.assert(
      fc.property(fc.subarray(resources.slice(2)), (some) => {
        const verdicts = safetyOf([...resources.slice(0, 2), ...some]);
        const found = verdicts.filter(
          ({ status, severity }) => status === 'not-met' && severity === 'contraindication',
        );
        expect(found).toEqual([]);
        for (const { rule, status, missing } of verdicts)
          if (status === 'unknown') expect([rule, missing.length > 0]).toEqual([rule, true]);
      }),
      { numRuns: 60 },
    );
  });
});
