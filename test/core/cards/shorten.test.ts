import fc from 'fast-check';
import { shorten, summaryText } from '../../../src/core/cards/shorten.js';

describe('shortened text', () => {
  it.each([
    ['body weight', 20, 'body weight'],
    ['body weight within 180 days of the order', 20, 'body weight within…'],
    ['mean dose of 20 mg a day', 16, 'mean dose of…'],
    ['IgG of at least ≥ 5 g/L', 19, 'IgG of at least…'],
    ['infection, treated since May', 12, 'infection…'],
    ['12345678901234567890', 10, ''],
  ])('%j in %i', (text, limit, expected) => {
    expect(shorten(text, limit)).toBe(expected);
  });

  it('never exceeds its limit, and never ends on a number when something was left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('dose', '20', 'mg/day', '12.5', '<', 'of', 'AZA')),
        fc.nat(40),
        (words, limit) => {
          const text = words.join(' ');
          const short = shorten(text, limit);
          if (text.length <= limit) expect(short).toBe(text);
          else expect(short).toMatch(/^$|[^\d]…$/);
          expect(short.length).toBeLessThanOrEqual(Math.max(limit, text.length <= limit ? text.length : limit));
        },
      ),
    );
  });
});

describe('text of the record in a summary', () => {
  it('keeps comparators and loses tags', () => {
    expect(summaryText('IgG < 5\n<img>')).toBe('IgG < 5 ‹img>');
  });
});
