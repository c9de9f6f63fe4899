/** Patients for tests, written in a few words: `patient().condition('M33.20').order('azathioprine', …)`. */
import type { Assessment, Verdict } from '../src/core/assessment.js';
import { evaluate } from '../src/core/evaluate.js';
import type { EvaluateInput } from '../src/core/evaluate.js';
import { recordFromBundle } from '../src/core/record/from-bundle.js';
import { calendarOf, formatDay, parseDay } from '../src/core/time.js';
import { knowledge } from './knowledge.js';

const AS_OF = '2026-03-01';
const UCUM = 'http://unitsofmeasure.org';
const LOINC = 'http://loinc.org';
const CORE_SET = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ATC = 'http://www.whocc.no/atc';

const INGREDIENT: Readonly<Record<string, object>> = {
  azathioprine: { system: RXNORM, code: '1256' },
  methotrexate: { system: RXNORM, code: '6851' },
  ciclosporin: { system: RXNORM, code: '3008' },
  leflunomide: { system: RXNORM, code: '27169' },
  'mycophenolate mofetil': { system: RXNORM, code: '68149' },
  'mycophenolic acid': { system: RXNORM, code: '485020' },
  mycophenolate: { system: ATC, code: 'L04AA06' },
  cyclophosphamide: { system: RXNORM, code: '3002' },
  tacrolimus: { system: RXNORM, code: '42316' },
  hydroxychloroquine: { system: RXNORM, code: '5521' },
  ivig: { system: ATC, code: 'J06BA02' },
  prednisone: { system: RXNORM, code: '8640' },
  methylprednisolone: { system: RXNORM, code: '6902' },
  rituximab: { system: RXNORM, code: '121191' },
};

/** The day `days` before the day of assessment. */
export function ago(days: number): string {
  return formatDay((parseDay(AS_OF) ?? 0) - days);
}

type Json = Record<string, unknown>;
export const quantity = (value: number, unit: string): Json => ({ value, unit, system: UCUM, code: unit });
export const daily = (frequency = 1, period = 1, periodUnit = 'd'): Json => ({ frequency, period, periodUnit });
export const WEEKLY = daily(1, 1, 'wk');

export class PatientBuilder {
  readonly resources: Json[] = [];
  readonly #drafts: Json[] = [];
  #isInfusionDay = false;
  #count = 0;

  constructor(patient: Json = {}) {
    this.resources.push({ resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1970-05-05', ...patient });
  }

  add(resource: Json): this {
    this.#count += 1;
    this.resources.push({ id: `r${this.#count}`, subject: { reference: 'Patient/p' }, ...resource });
    return this;
  }

  condition(code: string, extra: Json = {}, system = 'http://hl7.org/fhir/sid/icd-10-cm'): this {
    return this.add({
      resourceType: 'Condition',
      code: { coding: [{ system, code }] },
      recordedDate: '2022-01-01',
      ...extra,
    });
  }

  /** An order for [from, to] days before the assessment, both inclusive; `to` null leaves it open and active. */
  order(
    drug: string,
    amount: Json | undefined,
    from: number,
    to: number | null,
    repeat: Json = daily(),
    extra: Json = {},
  ): this {
    return this.add({
      resourceType: 'MedicationRequest',
      status: to === null ? 'active' : 'completed',
      intent: 'order',
      medicationCodeableConcept: { coding: [INGREDIENT[drug] ?? {}], text: drug },
      authoredOn: ago(from),
      dosageInstruction: [
        {
          timing: {
            repeat: { boundsPeriod: { start: ago(from), ...(to === null ? {} : { end: ago(to) }) }, ...repeat },
          },
          ...(amount ? { doseAndRate: [{ doseQuantity: amount }] } : {}),
        },
      ],
      ...extra,
    });
  }

  given(drug: string, amount: Json | undefined, day: number, extra: Json = {}): this {
    return this.add({
      resourceType: 'MedicationAdministration',
      status: 'completed',
      medicationCodeableConcept: { coding: [INGREDIENT[drug] ?? {}], text: drug },
      effectiveDateTime: ago(day),
      dosage: {
        ...(amount ? { dose: amount } : {}),
        route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] },
      },
      ...extra,
    });
  }

  observation(coding: Json, value: Json, day: number, extra: Json = {}): this {
    return this.add({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [coding] },
      effectiveDateTime: ago(day),
      ...value,
      ...extra,
    });
  }

  score(code: string, value: number, day = 10, unit = '{score}'): this {
    return this.observation({ system: CORE_SET, code }, { valueQuantity: quantity(value, unit) }, day);
  }

  lab(code: string, value: number, upper: number | undefined, day = 10, unit = 'U/L'): this {
    const range = upper === undefined ? {} : { referenceRange: [{ high: quantity(upper, unit) }] };
    return this.observation({ system: LOINC, code }, { valueQuantity: quantity(value, unit) }, day, range);
  }

  weight(kilograms: number, day: number, unit = 'kg'): this {
    return this.observation({ system: LOINC, code: '29463-7' }, { valueQuantity: quantity(kilograms, unit) }, day);
  }

  height(centimetres: number): this {
    return this.observation({ system: LOINC, code: '8302-2' }, { valueQuantity: quantity(centimetres, 'cm') }, 1000);
  }

  /** A draft of an order hook; it is not part of the record. */
  draft(drug: string, amount: Json | undefined, timing: Json = {}, extra: Json = {}): this {
    return this.drafting({
      resourceType: 'MedicationRequest',
      medicationCodeableConcept: { coding: [INGREDIENT[drug] ?? {}], text: drug },
      dosageInstruction: [{ ...(amount ? { doseAndRate: [{ doseQuantity: amount }] } : {}), timing }],
      ...extra,
    });
  }

  drafting(resource: Json): this {
    const id = `draft-${this.#drafts.length + 1}`;
    this.#drafts.push({ id, status: 'draft', intent: 'order', subject: { reference: 'Patient/p' }, ...resource });
    return this;
  }

  /** The assessment is made for an infusion on its day. */
  onInfusionDay(): this {
    this.#isInfusionDay = true;
    return this;
  }

  /** A qualitative result. */
  result(code: string, answer: 'positive' | 'negative', day: number, extra: Json = {}): this {
    const coding = [{ system: 'http://snomed.info/sct', code: answer === 'positive' ? '10828004' : '260385009' }];
    return this.observation({ system: LOINC, code }, { valueCodeableConcept: { coding } }, day, extra);
  }

  /** Weak, with a raised CK: active by C.4. */
  active(): this {
    return this.score('mmt8-total', 60).lab('2157-6', 1200, 200);
  }

  bundle(): Json {
    return { resourceType: 'Bundle', type: 'collection', entry: this.resources.map((resource) => ({ resource })) };
  }

  draftOrders(): Json | undefined {
    if (this.#drafts.length === 0) return undefined;
    return { resourceType: 'Bundle', type: 'collection', entry: this.#drafts.map((resource) => ({ resource })) };
  }

  assess(asOf = AS_OF): Assessment {
    const more = { draftOrders: this.draftOrders(), isInfusionDay: this.#isInfusionDay };
    return assessBundle(this.bundle(), asOf, 'UTC', more);
  }
}

export const patient = (extra: Json = {}): PatientBuilder => new PatientBuilder(extra);

export function assessBundle(
  bundle: unknown,
  asOf = AS_OF,
  timeZone = 'UTC',
  more: Pick<EvaluateInput, 'draftOrders' | 'isInfusionDay'> = {},
): Assessment {
  const calendar = calendarOf(timeZone);
  const assembled = recordFromBundle(bundle, knowledge, calendar);
  if (assembled.kind === 'fault') throw new Error(assembled.fault);
  return evaluate({ record: assembled.record, asOf: parseDay(asOf) ?? 0, knowledge, calendar, ...more });
}

export function verdict(assessment: Assessment, rule: string): Verdict {
  const found = assessment.verdicts.find((one) => one.rule === rule);
  if (!found) throw new Error(`no verdict ${rule}`);
  return found;
}
