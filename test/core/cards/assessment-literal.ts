import type { Assessment, Evidence, Trial, Verdict } from '../../../src/core/assessment.js';

export const azathioprine: Trial = {
  agent: 'azathioprine',
  qualifying: true,
  adequate: 'met',
  coveredDays: 120,
  dose: { value: 2.142_857, unit: 'mg/kg/d' },
  threshold: { value: 2, unit: 'mg/kg/d' },
  because: '120 days at full dose, 90 needed',
  evidence: [
    { label: 'Azathioprine 50 mg', value: 150, unit: 'mg/d', date: '2025-01-10', reference: 'MedicationRequest/aza' },
  ],
};

export const mycophenolate: Trial = {
  agent: 'mycophenolate',
  qualifying: true,
  adequate: 'met',
  coveredDays: 200,
  dose: { value: 2000, unit: 'mg/d' },
  threshold: { value: 2000, unit: 'mg/d' },
  because: '200 days at full dose, 90 needed',
  evidence: [
    { label: 'Mycophenolate', value: 2000, unit: 'mg/d', date: '2025-06-01', reference: 'MedicationRequest/mmf' },
  ],
};

export const hydroxychloroquine: Trial = {
  agent: 'hydroxychloroquine',
  qualifying: false,
  adequate: 'not-met',
  coveredDays: 40,
  dose: { value: null, unit: 'mg/kg/d' },
  threshold: null,
  because: 'not on the list of drugs whose failure counts',
  evidence: [],
};

const ck: Evidence = {
  label: 'CK',
  value: 1999.999_999,
  unit: 'U/L',
  date: '2026-02-20',
  reference: 'Observation/ck-1',
};

export function verdict(id: string, change: Partial<Verdict> = {}): Verdict {
  return {
    id,
    rule: 'R-1',
    group: 'population',
    status: 'met',
    because: 'as recorded',
    evidence: [],
    missing: [],
    cites: ['desouza-2018'],
    ...change,
  };
}

export const liveVaccine = verdict('no-live-vaccine', {
  rule: 'R-16',
  status: 'not-met',
  severity: 'contraindication',
  because: 'live vaccine within 28 days',
  evidence: [{ label: 'MMR', value: 'MMR', date: '2026-02-17', reference: 'Immunization/mmr' }],
});

/** A patient who meets the strict reading on 2026-03-01. */
export const refractory: Assessment = {
  asOf: '2026-03-01',
  patient: 'Patient/1',
  isDeceased: false,
  knowledge: { version: '0.1.0-draft', digest: 'abcdef0123456789' },
  stage: 'before-rituximab',
  diagnosis: { subtype: 'polymyositis', evidence: [] },
  refractory: { strict: 'met', extended: 'met', mok2007: 'unknown' },
  trials: [azathioprine, mycophenolate, hydroxychloroquine],
  glucocorticoid: {
    dailyPrednisoneEquivalent: 20,
    taper: 'hampered',
    recentMean: 20,
    earlierMean: 12.142_857,
    because: 'the dose went up again after a taper',
  },
  activeDisease: 'met',
  courses: [],
  responses: [],
  verdicts: [
    verdict('adult', { evidence: [{ label: 'Age', value: 52, unit: 'a', reference: 'Patient/1' }] }),
    verdict('not-necrotising', {
      rule: 'R-13',
      status: 'unknown',
      severity: 'caution',
      because: 'no antibody result',
      missing: ['anti-SRP and anti-HMGCR'],
    }),
    verdict('two-adequate-trials', { rule: 'R-20', group: 'refractoriness' }),
    verdict('disease-active', { rule: 'C.4', group: 'refractoriness', evidence: [ck] }),
    verdict('hepatitis-b-screened', { rule: 'S-01', group: 'information' }),
  ],
  dataQuality: ['Weight jumped by 20 %.'],
  notUsed: [{ reference: 'Observation/vas', reason: 'no unit' }],
  coverage: { conditions: 'complete', immunizations: 'unavailable' },
};
