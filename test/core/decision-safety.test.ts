/** What the review makes of safety findings: one summary at most, and none for what nobody has looked for. */
import { decideReview } from '../../src/core/decision/decide.js';
import { knowledge } from '../knowledge.js';
import { patient } from '../patient.js';
import type { PatientBuilder } from '../patient.js';
import * as on from './criteria/safety-patient.js';
import { treated } from './criteria/safety-patient.js';

const parameters = knowledge.parametersOn(0);
const decide = (built: PatientBuilder) => {
  const [outcome] = decideReview(built.assess(), { showNotRefractory: false, parameters });
  return outcome === undefined ? 'silent' : `${outcome.topic}, ${outcome.indicator}`;
};

/** Refractory by the strict reading. */
const refractory = () =>
  patient()
    .condition('M33.20')
    .weight(62, 390)
    .weight(64, 30)
    .order('azathioprine', on.milligram(150), 400, 250)
    .order('mycophenolate mofetil', on.milligram(2000), 120, null)
    .order('prednisone', on.milligram(20), 170, null)
    .order('prednisone', on.milligram(30), 400, 171)
    .active();

describe('the review', () => {
  it.each([
    ['nothing known of safety', refractory(), 'refractory-supported, info'],
    ['hepatitis B negative', on.screened(refractory()), 'refractory-supported, info'],
    ['screening too old', on.screened(refractory(), 500), 'refractory-supported, info'],
    ['HBsAg positive', refractory().result(on.HBSAG, 'positive', 20), 'hold-for-safety, critical'],
    [
      'anti-HBc that may be passive',
      refractory().result(on.ANTI_HBC, 'positive', 20).given('ivig', on.gram(60), 40),
      'hold-for-safety, warning',
    ],
    [
      'contradictory HBsAg',
      refractory().result(on.HBSAG, 'positive', 20).result(on.HBSAG, 'negative', 20),
      'hold-for-safety, warning',
    ],
    ['IgG 6.5 g/L', on.igg(refractory(), 6.5, 20), 'refractory-supported, info'],
    ['IgG 4.5 g/L', on.igg(refractory(), 4.5, 20), 'hold-for-safety, warning'],
    ['IgG 2.5 g/L', on.igg(refractory(), 2.5, 20), 'hold-for-safety, critical'],
    ['neutrophils 0.8', on.anc(refractory(), 0.8), 'hold-for-safety, critical'],
    ['interstitial lung disease', refractory().condition('J84.9'), 'refractory-supported, info'],
    ['PML', refractory().condition('A81.2'), 'hold-for-safety, critical'],
    ['after rituximab, all well', treated(), 'response-indeterminate, info'],
    ['after rituximab, 60 days', treated(60), 'monitoring-due, info'],
    ['after rituximab, PML', treated().condition('A81.2'), 'hold-for-safety, critical'],
    ['after rituximab, low IgG is for the repeat', on.igg(treated(), 4, 20), 'repeat-stop, warning'],
  ])('%s: %s', (_story, built, expected) => {
    expect(decide(built)).toBe(expected);
  });
});
