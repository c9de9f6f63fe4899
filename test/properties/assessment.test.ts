import fc from 'fast-check';
import { WEEKLY, assessBundle, patient, quantity } from '../patient.js';

const mg = (value: number) => quantity(value, 'mg');

function story() {
  return patient()
    .condition('M33.20')
    .weight(62, 390)
    .weight(64, 30)
    .height(165)
    .order('azathioprine', mg(150), 400, 250)
    .order('methotrexate', mg(20), 240, 100, WEEKLY)
    .order('mycophenolate mofetil', mg(2000), 90, null)
    .order('prednisone', mg(20), 170, null)
    .order('prednisone', mg(30), 400, 171)
    .given('ivig', quantity(60, 'g'), 60)
    .given('ivig', quantity(60, 'g'), 59)
    .given('ivig', quantity(120, 'g'), 32)
    .active()
    .score('physician-global-vas', 55, 10, 'mm')
    .lab('1761-6', 12, 7.5);
}

type Resource = Record<string, unknown>;
const bundle = (resources: readonly Resource[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

describe('an assessment', () => {
  const { resources } = story();
  const expected = assessBundle(bundle(resources));

  it('is of a patient who meets the strict reading', () => {
    expect(expected.refractory.strict).toBe('met');
  });

  it('does not depend on the order of resources', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(resources, { minLength: resources.length }), (shuffled) => {
        expect(assessBundle(bundle(shuffled))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('does not change when resources come twice', () => {
    fc.assert(
      fc.property(fc.subarray(resources), (again) => {
        expect(assessBundle(bundle([...resources, ...again]))).toEqual(expected);
      }),
      { numRuns: 40 },
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

  it('reads entered-in-error as absent', () => {
    const wrong = {
      ...resources[1],
      id: 'wrong',
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'G72.41' }] },
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
    };
    expect({ ...assessBundle(bundle([...resources, wrong])), notUsed: [] }).toEqual({ ...expected, notUsed: [] });
  });

  it('takes grams for milligrams and pounds for kilograms', () => {
    const inOtherUnits = JSON.parse(
      JSON.stringify(resources)
        .replaceAll(
          '{"value":2000,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}',
          '{"value":2,"unit":"g","system":"http://unitsofmeasure.org","code":"g"}',
        )
        .replaceAll(
          '{"value":62,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}',
          '{"value":136.6865,"unit":"lbs"}',
        ),
    ) as Resource[];
    const { trials, refractory } = assessBundle(bundle(inOtherUnits));
    expect(refractory).toEqual(expected.refractory);
    expect(trials.map(({ agent, adequate, coveredDays }) => [agent, adequate, coveredDays])).toEqual(
      expected.trials.map(({ agent, adequate, coveredDays }) => [agent, adequate, coveredDays]),
    );
  });

  it('of date-only data is the same in every time zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
      expect(assessBundle(bundle(resources), undefined, zone)).toEqual(expected);
    }
  });

  it('survives any odd value anywhere', () => {
    const odd = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant([]),
      fc.constant({}),
      fc.constant([null, 1, 'x']),
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
      const object = value as Record<string, unknown>;
      return { ...object, [key]: replaced(object[key], rest, by) };
    };
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const changed = replaced(resources, path, value) as Resource[];
        expect(() => assessBundle(bundle(changed))).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });
});
