/** Whatever stands in record or drafts, a hook answers with valid cards and throws nothing. */
import fc from 'fast-check';
import { cardsOf, draftBundle, fire } from '../hooks.js';
import { ago, quantity } from '../patient.js';
import * as on from '../core/criteria/safety-patient.js';
import { pm } from '../core/criteria/safety-patient.js';

type Json = Record<string, unknown>;
const record = on
  .igg(on.platelets(on.anc(pm({ birthDate: '1990-05-05' }), 0.9), 60), 4, 20)
  .result(on.HBSAG, 'positive', 20)
  .weight(62, 10)
  .height(165)
  .given('ivig', on.gram(60), 40)
  .given('rituximab', on.milligram(1000), 14)
  .add(on.vaccine('03', 10))
  .add(on.order('J05AF10')).resources;
const rituximab: Json = {
  resourceType: 'MedicationRequest',
  id: 'rtx',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  authoredOn: ago(2),
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '121191' }],
    text: 'rituximab',
  },
  dosageInstruction: [
    {
      sequence: 1,
      timing: { event: [ago(0)], repeat: { frequency: 1, period: 2, periodUnit: 'wk', count: 2 } },
      doseAndRate: [{ doseQuantity: quantity(1000, 'mg') }],
    },
  ],
};
const all: readonly Json[] = [...record, rituximab];

const odd = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.constantFrom('a. B', '](javascript:x)', '<img src=x>', 'x\ny', '0', '-1'),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant([]),
  fc.constant({}),
  fc.constant([null, 1, 'x']),
  fc.jsonValue({ maxDepth: 3 }),
);

const paths: (readonly (string | number)[])[] = [];
function walk(value: unknown, path: readonly (string | number)[]): void {
  paths.push(path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
}
for (const [index, resource] of all.entries()) if (index > 0) walk(resource, [index]);

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((child: unknown, index) => (index === key ? replaced(child, rest, by) : child));
  const object = value as Json;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

it.each(['rituximab-order-sign', 'rituximab-order-select', 'rituximab-infusion-check'])('%s', (service) => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), odd, (path, value) => {
      const changed = replaced(all, path, value) as Json[];
      // what was made odd beyond recognition is left out as a server would leave it out
      const resources = changed.filter((one) => typeof one === 'object' && (one as unknown) !== null);
      const drafts = [{ ...changed.at(-1), status: 'draft' }];
      const answer = fire(service, resources, {
        draftOrders: draftBundle(drafts),
        selections: ['MedicationRequest/rtx'],
        encounterId: 'e1',
      });
      if (answer.kind !== 'cards') return;
      for (const card of cardsOf(answer)) {
        expect(card.summary.length).toBeLessThan(140);
        expect(card.detail).not.toMatch(/<img/);
      }
    }),
    { numRuns: 500 },
  );
});
