#!/usr/bin/env node
// Deterministic synthetic CDS Hooks patient-view requests for one myositis patient.
// All data is invented; no real patient is described.
//
//   node gen.mjs --out DIR                     small.json typical.json large.json
//   node gen.mjs --resources 400 > req.json    one request of about that many resources
//   node gen.mjs --population 1000 > pop.ndjson  one request a line (default 120 resources each)
//
// Options: --seed N  --scenario refractory|responder|naive|sparse|followed|unrelated  --as-of YYYY-MM-DD
//          (followed: five years of readings after rituximab; unrelated: no myositis, the patient for whom nothing should be said; the population is a mix of the other four)
//          --by-type  one prefetch bundle per FHIR type, keyed by the type's name (what CQL engines ask for)
//          --wide     one character beyond Latin-1 in the body (V8 then holds it as two-byte text)
import { mkdirSync, writeFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const SIZES = { small: 60, typical: 400, large: 3000 };
export const SCENARIOS = ['refractory', 'responder', 'naive', 'sparse'];

const LOINC = 'http://loinc.org';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SCT = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const UCUM = 'http://unitsofmeasure.org';
const HL7 = 'http://terminology.hl7.org/CodeSystem/';
// Core-set scores have no LOINC code that every site uses: a local system stands for them here.
export const CORE_SET = 'https://myositis-cds.example/fhir/CodeSystem/iim-core-set';

export const DRUGS = {
  azathioprine: '1256',
  methotrexate: '6851',
  mycophenolate: '68149',
  prednisone: '8640',
  ivig: 'J06BA02',
  rituximab: '121191',
  hydroxychloroquine: '5521',
};
const OTHER_DRUGS = [
  ['29046', 'lisinopril'],
  ['83367', 'atorvastatin'],
  ['6809', 'metformin'],
  ['7646', 'omeprazole'],
  ['4511', 'folic acid'],
  ['46041', 'alendronate'],
  ['161', 'acetaminophen'],
];

const MUSCLE = [
  // code, text, unit, normal low, normal high, value when quiet, value when active
  ['2157-6', 'Creatine kinase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 30, 200, 130, 2400],
  ['1761-6', 'Aldolase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 1.5, 8.1, 5, 21],
  ['14804-9', 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 125, 220, 180, 520],
];
const SCORES = [
  ['mmt8-total', 'Manual muscle testing 8 (MMT-8) total, 0-80', '{score}', 0, 80, 78, 54],
  ['haq-di', 'Health Assessment Questionnaire Disability Index', '{score}', 0, 3, 0.4, 1.9],
  ['physician-global-vas', 'Physician global disease activity, visual analogue scale', 'cm', 0, 10, 1.2, 6.1],
  ['patient-global-vas', 'Patient global disease activity, visual analogue scale', 'cm', 0, 10, 1.6, 6.8],
  ['mdaat-extramuscular-vas', 'Extramuscular global disease activity, visual analogue scale', 'cm', 0, 10, 0.6, 3.4],
];
const NOISE_LABS = [
  ['2345-7', 'Glucose [Mass/volume] in Serum or Plasma', 'mg/dL', 70, 99],
  ['3094-0', 'Urea nitrogen [Mass/volume] in Serum or Plasma', 'mg/dL', 7, 20],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 'mg/dL', 0.6, 1.2],
  ['17861-6', 'Calcium [Mass/volume] in Serum or Plasma', 'mg/dL', 8.5, 10.5],
  ['2951-2', 'Sodium [Moles/volume] in Serum or Plasma', 'mmol/L', 135, 145],
  ['2823-3', 'Potassium [Moles/volume] in Serum or Plasma', 'mmol/L', 3.5, 5.1],
  ['2075-0', 'Chloride [Moles/volume] in Serum or Plasma', 'mmol/L', 98, 107],
  ['2028-9', 'Carbon dioxide, total [Moles/volume] in Serum or Plasma', 'mmol/L', 22, 29],
  ['1751-7', 'Albumin [Mass/volume] in Serum or Plasma', 'g/dL', 3.5, 5],
  ['1975-2', 'Bilirubin.total [Mass/volume] in Serum or Plasma', 'mg/dL', 0.1, 1.2],
  ['1742-6', 'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 7, 56],
  ['1920-8', 'Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 10, 40],
  ['6690-2', 'Leukocytes [#/volume] in Blood by Automated count', '10*3/uL', 4, 11],
  ['718-7', 'Hemoglobin [Mass/volume] in Blood', 'g/dL', 12, 16],
  ['777-3', 'Platelets [#/volume] in Blood by Automated count', '10*3/uL', 150, 400],
  ['13457-7', 'Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation', 'mg/dL', 60, 160],
  ['2085-9', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma', 'mg/dL', 35, 80],
];
const VITALS = [
  ['8867-4', 'Heart rate', '/min', 60, 100],
  ['8310-5', 'Body temperature', 'Cel', 36, 37.8],
  ['9279-1', 'Respiratory rate', '/min', 12, 20],
  ['29463-7', 'Body weight', 'kg', 55, 95],
  ['2708-6', 'Oxygen saturation in Arterial blood', '%', 94, 100],
];
const PROBLEMS = [
  ['I10', '38341003', 'Essential (primary) hypertension'],
  ['E78.5', '55822004', 'Hyperlipidemia, unspecified'],
  ['K21.9', '235595009', 'Gastro-esophageal reflux disease without esophagitis'],
  ['E11.9', '44054006', 'Type 2 diabetes mellitus without complications'],
  ['M81.0', '64859006', 'Age-related osteoporosis without current pathological fracture'],
  ['J30.9', '61582004', 'Allergic rhinitis, unspecified'],
  ['G47.33', '78275009', 'Obstructive sleep apnea'],
  ['F41.9', '197480006', 'Anxiety disorder, unspecified'],
];

function rng(seed) {
  // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function makeRequest({
  resources = SIZES.typical,
  seed = 1,
  scenario = 'refractory',
  asOf = '2026-03-02',
  byType = false,
  wide = false,
} = {}) {
  const rand = rng(seed * 7919 + resources);
  const now = Date.parse(asOf + 'T09:00:00Z');
  const day = (ago) => new Date(now - ago * 86400e3).toISOString().slice(0, 10);
  const stamp = (ago) => new Date(now - ago * 86400e3 + Math.floor(rand() * 28800) * 1000).toISOString();
  const round = (x, d = 1) => Math.round(x * 10 ** d) / 10 ** d;
  let n = 0;
  const pid = `myo-${seed}`;
  const subject = { reference: `Patient/${pid}`, display: 'Test, Myositis' };
  const practitioner = { reference: 'Practitioner/rheum-1', display: 'Alex Rheum, MD' };
  const base = (resourceType, text) => {
    const id = `${resourceType.toLowerCase()}-${seed}-${++n}`;
    return {
      resourceType,
      id,
      meta: { versionId: '1', lastUpdated: new Date(now - 3600e3).toISOString(), source: '#hx0000' + (n % 97) },
      // servers commonly leave the narrative out of observations
      ...(resourceType === 'Observation'
        ? {}
        : {
            text: {
              status: 'generated',
              div: `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>${resourceType}</b> ${text}</p></div>`,
            },
          }),
      identifier: [
        { use: 'official', system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.798268', value: String(1e6 + n * 37) },
      ],
    };
  };
  const code = (system, c, display, extra) => ({
    coding: [{ system, code: c, display }, ...(extra ?? [])],
    text: display,
  });
  const out = {
    conditions: [],
    medicationRequests: [],
    medicationStatements: [],
    medicationAdministrations: [],
    muscleEnzymes: [],
    coreSetMeasures: [],
    laboratory: [],
    vitalSigns: [],
    procedures: [],
    allergies: [],
    immunizations: [],
  };

  const observation = (system, [c, text, unit, low, high], value, ago, category, dp = 1) => ({
    ...base('Observation', `${text}: ${round(value, dp)} ${unit}`),
    status: 'final',
    category: [code(HL7 + 'observation-category', category, category)],
    code: code(system, c, text),
    subject,
    encounter: { reference: `Encounter/enc-${Math.floor(ago / 7)}` },
    effectiveDateTime: stamp(ago),
    issued: stamp(ago - 0.5),
    valueQuantity: { value: round(value, dp), unit, system: UCUM, code: unit },
    interpretation: [
      code(
        HL7 + 'v3-ObservationInterpretation',
        value > high ? 'H' : value < low ? 'L' : 'N',
        value > high ? 'High' : value < low ? 'Low' : 'Normal',
      ),
    ],
    referenceRange: [
      {
        low: { value: low, unit, system: UCUM, code: unit },
        high: { value: high, unit, system: UCUM, code: unit },
        text: `${low} - ${high} ${unit}`,
      },
    ],
  });
  const condition = (icd, sct, text, ago) => ({
    ...base('Condition', text),
    clinicalStatus: code(HL7 + 'condition-clinical', 'active', 'Active'),
    verificationStatus: code(HL7 + 'condition-ver-status', 'confirmed', 'Confirmed'),
    category: [code(HL7 + 'condition-category', 'problem-list-item', 'Problem List Item')],
    code: code(ICD10, icd, text, [{ system: SCT, code: sct, display: text }]),
    subject,
    onsetDateTime: day(ago),
    recordedDate: day(ago),
    recorder: practitioner,
  });
  const drug = (rx, name) =>
    code(rx === DRUGS.ivig ? 'http://www.whocc.no/atc' : RXNORM, rx, name, [
      { system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.698288', code: 'L' + rx, display: name.toUpperCase() },
    ]);
  const medication = (rx, name, startAgo, endAgo, status, dose, unit, reason) => ({
    ...base('MedicationRequest', `${name} ${dose} ${unit}`),
    status,
    intent: 'order',
    ...(reason ? { statusReason: code('http://example.org/fhir/CodeSystem/stop-reason', reason, reason) } : {}),
    category: [code(HL7 + 'medicationrequest-category', 'community', 'Community')],
    medicationCodeableConcept: drug(rx, name),
    subject,
    encounter: { reference: `Encounter/enc-${Math.floor(startAgo / 7)}` },
    authoredOn: stamp(startAgo),
    requester: practitioner,
    dosageInstruction: [
      {
        sequence: 1,
        text: `Take ${dose} ${unit} by mouth`,
        timing: {
          repeat: {
            boundsPeriod: { start: day(startAgo), ...(endAgo == null ? {} : { end: day(endAgo) }) },
            frequency: 1,
            period: 1,
            periodUnit: rx === DRUGS.methotrexate ? 'wk' : 'd',
          },
        },
        route: code(SCT, '26643006', 'Oral route'),
        doseAndRate: [
          {
            type: code(HL7 + 'dose-rate-type', 'ordered', 'Ordered'),
            doseQuantity: { value: dose, unit, system: UCUM, code: unit },
          },
        ],
      },
    ],
    dispenseRequest: {
      validityPeriod: { start: day(startAgo), ...(endAgo == null ? {} : { end: day(endAgo) }) },
      numberOfRepeatsAllowed: 3,
      quantity: { value: 90, unit: 'TAB' },
      expectedSupplyDuration: { value: 30, unit: 'day', system: UCUM, code: 'd' },
    },
  });

  const patient = {
    ...base('Patient', 'Myositis Test'),
    id: pid,
    active: true,
    name: [{ use: 'official', family: 'Test', given: ['Myositis', 'Q'] }],
    gender: rand() < 0.7 ? 'female' : 'male',
    birthDate: day(365.25 * (35 + Math.floor(rand() * 35))),
    telecom: [{ system: 'phone', value: '555-0100', use: 'home' }],
    address: [
      { use: 'home', line: ['1 Example St'], city: 'Springfield', state: 'MA', postalCode: '01101', country: 'US' },
    ],
    maritalStatus: code(HL7 + 'v3-MaritalStatus', 'M', 'Married'),
  };

  // disease
  const myositis = scenario !== 'unrelated';
  if (myositis)
    out.conditions.push(
      condition(
        rand() < 0.5 ? 'M33.20' : 'M33.10',
        rand() < 0.5 ? '31384009' : '396230008',
        'Idiopathic inflammatory myopathy',
        1100,
      ),
    );
  if (scenario === 'refractory')
    out.conditions.push(condition('J84.10', '51615001', 'Pulmonary fibrosis, unspecified', 800));
  const wantConditions = Math.min(PROBLEMS.length, 2 + Math.floor(resources / 100));
  for (let i = 0; i < wantConditions; i++) out.conditions.push(condition(...PROBLEMS[i], 2000 - i * 90));
  if (myositis)
    out.procedures.push({
      ...base('Procedure', 'Biopsy of muscle'),
      status: 'completed',
      code: code(SCT, '5785009', 'Biopsy of muscle'),
      subject,
      performedDateTime: day(1090),
    });

  // treatment history
  const M = out.medicationRequests;
  const oral = (key, from, to, status, dose, unit, reason) =>
    M.push(medication(DRUGS[key], key, from, to, status, dose, unit, reason));
  const steps = !myositis ? 0 : resources < 200 ? 4 : 12; // prednisone: taper with, for the refractory, a flare
  for (let i = 0; i < steps; i++) {
    const from = 1050 - (i * 1050) / steps;
    const dose = scenario === 'refractory' && i >= steps - 2 ? 40 : Math.max(5, Math.round(60 * 0.75 ** i));
    oral(
      'prednisone',
      from,
      i === steps - 1 ? null : from - 1050 / steps,
      i === steps - 1 ? 'active' : 'completed',
      dose,
      'mg',
    );
  }
  if (myositis && scenario !== 'naive') {
    oral('methotrexate', 1000, 760, 'stopped', 20, 'mg', 'lack-of-efficacy');
    if (scenario === 'refractory') {
      oral('azathioprine', 750, 520, 'stopped', 150, 'mg', 'lack-of-efficacy');
      oral('mycophenolate', 500, null, 'active', 3000, 'mg');
      const infusions = resources < 200 ? 3 : 18;
      for (let i = 0; i < infusions; i++) {
        out.medicationAdministrations.push({
          ...base('MedicationAdministration', 'Immune globulin infusion'),
          status: 'completed',
          medicationCodeableConcept: drug(DRUGS.ivig, 'immune globulin'),
          subject,
          effectivePeriod: { start: stamp(420 - i * 21), end: stamp(419.9 - i * 21) },
          performer: [{ actor: practitioner }],
          dosage: {
            text: '2 g/kg IV over 2 days',
            route: code(SCT, '47625008', 'Intravenous route'),
            dose: { value: 140, unit: 'g', system: UCUM, code: 'g' },
          },
        });
      }
    } else oral('azathioprine', 750, null, 'active', 150, 'mg');
  }
  if (scenario === 'followed')
    for (const ago of [1800, 1786, 1618, 1604, 420, 406, 170, 156])
      out.medicationAdministrations.push({
        ...base('MedicationAdministration', 'Rituximab infusion'),
        status: 'completed',
        medicationCodeableConcept: drug(DRUGS.rituximab, 'rituximab'),
        subject,
        effectivePeriod: { start: stamp(ago), end: stamp(ago - 0.2) },
        performer: [{ actor: practitioner }],
        dosage: {
          text: '1000 mg IV',
          route: code(SCT, '47625008', 'Intravenous route'),
          dose: { value: 1000, unit: 'mg', system: UCUM, code: 'mg' },
        },
      });
  const wantOther = Math.min(40, 2 + Math.floor(resources / 60));
  for (let i = 0; i < wantOther; i++) {
    const [rx, name] = OTHER_DRUGS[i % OTHER_DRUGS.length];
    const m = medication(
      rx,
      name,
      900 - i * 20,
      i % 3 ? 870 - i * 20 : null,
      i % 3 ? 'completed' : 'active',
      10 * (1 + (i % 5)),
      'mg',
    );
    if (i % 4) M.push(m);
    else
      out.medicationStatements.push({
        ...base('MedicationStatement', name),
        status: 'active',
        medicationCodeableConcept: m.medicationCodeableConcept,
        subject,
        effectivePeriod: { start: day(900 - i * 20) },
        dateAsserted: day(5),
      });
  }

  // disease course
  const activity = {
    refractory: (t) => 0.55 + 0.45 * Math.cos(t * 9),
    responder: (t) => 0.05 + t,
    followed: (t) => 0.1 + 0.4 * t,
    naive: () => 0.8,
    sparse: () => 0.7,
  }[scenario]; // none for the unrelated: no visits
  const visits = myositis ? Math.max(4, Math.min(40, Math.round(resources / 15))) : 0;
  for (let v = 0; v < visits; v++) {
    const ago = 3 + (v * (scenario === 'followed' ? 1825 : 1040)) / visits;
    const active = scenario === 'refractory' && v < 3 ? 0.9 : Math.min(1, Math.max(0, activity(ago / 1050)));
    for (const s of MUSCLE.slice(0, visits > 6 ? 3 : 2))
      out.muscleEnzymes.push(
        observation(LOINC, s, s[5] + (s[6] - s[5]) * active * (0.85 + 0.3 * rand()), ago, 'laboratory'),
      );
    if (scenario === 'sparse' && v % 3) continue;
    for (const s of SCORES)
      out.coreSetMeasures.push(
        observation(CORE_SET, s, s[5] + (s[6] - s[5]) * active * (0.95 + 0.1 * rand()), ago + 1, 'survey'),
      );
  }
  // safety screening before a B-cell depleting drug
  for (const [c, text, v] of [
    ['5196-1', 'Hepatitis B virus surface Ag [Presence] in Serum or Plasma', 'Negative'],
    ['16933-4', 'Hepatitis B virus core Ab [Presence] in Serum or Plasma', 'Negative'],
  ]) {
    const { valueQuantity, referenceRange, interpretation, ...rest } = observation(
      LOINC,
      [c, text, '1', 0, 1],
      0,
      40,
      'laboratory',
    );
    out.laboratory.push({ ...rest, valueCodeableConcept: code(SCT, '260385009', v) });
  }
  out.laboratory.push(
    observation(
      LOINC,
      ['2465-3', 'IgG [Mass/volume] in Serum or Plasma', 'mg/dL', 700, 1600],
      980,
      40,
      'laboratory',
      0,
    ),
  );
  out.allergies.push({
    ...base('AllergyIntolerance', 'Penicillin'),
    clinicalStatus: code(HL7 + 'allergyintolerance-clinical', 'active', 'Active'),
    code: code(RXNORM, '7980', 'penicillin G'),
    patient: subject,
    recordedDate: day(3000),
  });
  for (let i = 0; i < Math.min(20, Math.ceil(resources / 100)); i++)
    out.immunizations.push({
      ...base('Immunization', 'Influenza vaccine'),
      status: 'completed',
      vaccineCode: code('http://hl7.org/fhir/sid/cvx', '150', 'influenza, injectable, quadrivalent, preservative free'),
      patient: subject,
      occurrenceDateTime: day(100 + i * 365),
      primarySource: true,
    });

  // unrelated noise up to the wanted count: panels and vitals
  const have = () => 1 + Object.values(out).reduce((a, b) => a + b.length, 0);
  for (let i = 0, left = resources - have(); i < left; i++) {
    const ago = 1 + (i * 1700) / Math.max(1, left);
    if (i % 4 === 3) {
      if (i % 8 === 7) {
        const { valueQuantity, referenceRange, interpretation, ...bp } = observation(
          LOINC,
          ['85354-9', 'Blood pressure panel with all children optional', 'mm[Hg]', 0, 1],
          0,
          ago,
          'vital-signs',
        );
        const part = (c, d, v) => ({
          code: code(LOINC, c, d),
          valueQuantity: { value: v, unit: 'mm[Hg]', system: UCUM, code: 'mm[Hg]' },
        });
        out.vitalSigns.push({
          ...bp,
          component: [
            part('8480-6', 'Systolic blood pressure', 110 + Math.floor(rand() * 40)),
            part('8462-4', 'Diastolic blood pressure', 65 + Math.floor(rand() * 25)),
          ],
        });
      } else {
        const s = VITALS[Math.floor(rand() * VITALS.length)];
        out.vitalSigns.push(observation(LOINC, s, s[3] + (s[4] - s[3]) * rand(), ago, 'vital-signs'));
      }
    } else {
      const s = NOISE_LABS[Math.floor(rand() * NOISE_LABS.length)];
      out.laboratory.push(observation(LOINC, s, s[3] + (s[4] - s[3]) * rand() * 1.1, ago, 'laboratory'));
    }
  }
  if (wide) out.laboratory[0].note = [{ text: 'repeat if \u2265 2 times the limit' }];

  const bundle = (list) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: list.length,
    entry: list.map((resource) => ({
      fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  });
  const prefetch = byType ? { Patient: patient } : { patient };
  if (byType) {
    const types = {
      Condition: [],
      MedicationRequest: [],
      MedicationStatement: [],
      MedicationAdministration: [],
      Observation: [],
      Procedure: [],
      Encounter: [],
      MedicationDispense: [],
      AllergyIntolerance: [],
      Immunization: [],
    };
    for (const list of Object.values(out)) for (const r of list) types[r.resourceType].push(r);
    for (const [k, list] of Object.entries(types)) prefetch[k] = bundle(list);
  } else {
    const safety = new Set(['5196-1', '16933-4', '2465-3']);
    const coded = (list, wanted) => list.filter((r) => safety.has(r.code.coding[0].code) === wanted);
    const keyed = {
      conditions: out.conditions,
      medicationRequests: out.medicationRequests,
      medicationStatements: out.medicationStatements,
      medicationAdministrations: out.medicationAdministrations,
      medicationDispenses: [],
      serviceRequests: [],
      allergies: out.allergies,
      labsCore: [...out.muscleEnzymes, ...coded(out.laboratory, false)],
      safetyLabs: coded(out.laboratory, true),
      autoantibodies: [],
      bodyMeasures: out.vitalSigns,
      assessments: out.coreSetMeasures,
      scores: [],
      panels: [],
      questionnaires: [],
      immunizations: out.immunizations,
      procedures: out.procedures,
      encounters: [],
    };
    for (const [k, list] of Object.entries(keyed)) prefetch[k] = bundle(list);
  }
  return {
    hook: 'patient-view',
    hookInstance: '5f0d2c1e-0000-4000-8000-' + String(seed).padStart(12, '0'),
    context: { userId: 'Practitioner/rheum-1', patientId: pid, encounterId: 'enc-0' },
    prefetch,
  };
}

export const countResources = (req) =>
  Object.values(req.prefetch).reduce((a, p) => a + (p?.entry ? p.entry.length : p ? 1 : 0), 0);

function main(argv) {
  const opt = (name, fallback) => {
    const i = argv.indexOf('--' + name);
    return i < 0 ? fallback : argv[i + 1];
  };
  const flag = (name) => argv.includes('--' + name);
  const common = {
    seed: Number(opt('seed', 1)),
    scenario: opt('scenario', 'refractory'),
    asOf: opt('as-of', '2026-03-02'),
    byType: flag('by-type'),
    wide: flag('wide'),
  };
  if (![...SCENARIOS, 'followed', 'unrelated'].includes(common.scenario))
    throw new Error(`--scenario is one of ${SCENARIOS.join(', ')}, followed, unrelated`);
  if (flag('population')) {
    for (let i = 0; i < Number(opt('population')); i++) {
      process.stdout.write(
        JSON.stringify(
          makeRequest({
            ...common,
            seed: common.seed + i,
            resources: Number(opt('resources', 120)),
            scenario: SCENARIOS[i % 4],
          }),
        ) + '\n',
      );
    }
  } else if (flag('resources'))
    process.stdout.write(JSON.stringify(makeRequest({ ...common, resources: Number(opt('resources')) })));
  else {
    const dir = opt('out');
    if (!dir) throw new Error('give --out DIR, --resources N or --population N');
    mkdirSync(dir, { recursive: true });
    for (const [name, resources] of Object.entries(SIZES)) {
      const req = makeRequest({ ...common, resources });
      const text = JSON.stringify(req);
      writeFileSync(join(dir, name + '.json'), text);
      console.log(`${name}: ${countResources(req)} resources, ${Math.round(Buffer.byteLength(text) / 1000)} kB`);
    }
  }
}
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  main(process.argv.slice(2));
