import type { Evidence, Verdict } from '../../../src/core/assessment.js';
import { factsOf } from '../../../src/core/journal/fingerprint.js';
import { verdict } from '../cards/assessment-literal.js';

const igg: Evidence = { label: 'IgG', value: 4.6, unit: 'g/L', date: '2026-01-30', reference: 'Observation/igg' };
const ck: Evidence = { label: 'CK', value: 900, unit: 'U/L', date: '2026-02-01', reference: 'Observation/ck' };
const low = (change: Partial<Verdict> = {}): Verdict =>
  verdict('immunoglobulin-g-adequate', { status: 'not-met', evidence: [igg, ck], ...change });
const facts = (...verdicts: Verdict[]) => factsOf('repeat-stop', { verdicts }, '2026-03-01');

describe('the facts a card rests on', () => {
  it('are the same in whatever order and words they come', () => {
    expect(facts(low({ evidence: [ck, igg], because: '31 days ago' }))).toBe(facts(low({ because: '30 days ago' })));
  });

  it.each<[string, Partial<Verdict>]>([
    ['a status', { status: 'unknown' }],
    ['a severity', { severity: 'caution' }],
    ['a value', { evidence: [{ ...igg, value: 4.5 }, ck] }],
    ['a unit', { evidence: [{ ...igg, unit: 'mg/dL' }, ck] }],
    ['a day', { evidence: [{ ...igg, date: '2026-01-31' }, ck] }],
    ['a new result', { evidence: [{ ...igg, reference: 'Observation/igg-2' }, ck] }],
    ['one datum less', { evidence: [igg] }],
  ])('change with %s', (_what, change) => {
    expect(facts(low(change))).not.toBe(facts(low()));
  });

  it('are the same tomorrow while a treatment goes on', () => {
    const until = (day: string) =>
      low({
        evidence: [{ label: 'prednisone', value: 40, unit: 'mg/d', date: `2025-08-13/${day}`, reference: 'M/1' }],
      });
    const today = factsOf('order-prerequisites', { verdicts: [until('2026-03-01')] }, '2026-03-01');
    expect(factsOf('order-prerequisites', { verdicts: [until('2026-03-02')] }, '2026-03-02')).toBe(today);
    expect(factsOf('order-prerequisites', { verdicts: [until('2026-03-01')] }, '2026-03-02')).not.toBe(today);
  });

  it('differ between cards', () => {
    expect(facts(low())).not.toBe(factsOf('hold-for-safety', { verdicts: [low()] }, '2026-03-01'));
  });
});
