import { leadingFindingForms } from '../../../src/core/cards/leading-finding.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';
import { verdict } from './assessment-literal.js';

const { labels } = loadCards('cards');
const fullest = (...verdicts: Parameters<typeof leadingFindingForms>[0]) => leadingFindingForms(verdicts, labels)[0];

const hbsAg = { label: 'HBsAg', value: 'positive', date: '2026-02-09', reference: 'Observation/1' };

describe('the finding a summary leads with', () => {
  it('says value and day, then why, and how many more there are', () => {
    const first = verdict('no-fever', {
      status: 'not-met',
      because: 'fever on the day of the infusion',
      evidence: [{ label: 'Temperature', value: 38.6, unit: '°C', date: '2026-03-01', reference: 'Observation/2' }],
    });
    expect(fullest(first, first)).toBe('Temperature 38.6 °C (2026-03-01): fever on the day of the infusion (+1 more)');
  });

  it('does not say twice what the reason repeats', () => {
    const found = verdict('hbsag-negative', {
      status: 'not-met',
      because: 'HBsAg positive: hepatology comes first',
      evidence: [hbsAg],
    });
    expect(fullest(found)).toBe('HBsAg positive (2026-02-09): hepatology comes first');
  });

  it('names a diagnosis and leaves its code to the table', () => {
    const coded = { ...hbsAg, label: 'Breastfeeding', value: '866041003', path: 'Condition.code' };
    const found = verdict('not-breastfeeding', { status: 'not-met', because: 'on file', evidence: [coded] });
    expect(fullest(found)).toBe('Breastfeeding (2026-02-09): on file');
  });

  it('gives the reason alone when there is nothing to show', () => {
    expect(fullest(verdict('hbsag-negative', { status: 'unknown', because: 'no HBsAg on file' }))).toBe(
      'no HBsAg on file',
    );
  });
});
