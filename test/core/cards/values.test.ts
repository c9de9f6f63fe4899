import { parseOverrideReasons } from '../../../src/core/cards/content.js';
import { amountText, dateText } from '../../../src/core/cards/values.js';

it.each([
  [0.1 + 0.2, '0.3'],
  [2.142_857, '2.14'],
  [2000, '2000'],
  [0, '0'],
  [0.001, '< 0.01'],
  [-0.001, '> -0.01'],
])('%d is shown as %s', (value, text) => {
  expect(amountText(value)).toBe(text);
});

it('shows a partial date as the days it may mean', () => {
  expect(dateText('2026-02-01/2026-02-28')).toBe('2026-02-01 to 2026-02-28');
  expect(dateText('2026-02-17')).toBe('2026-02-17');
});

it('refuses override reasons with a code given twice', () => {
  const reason = { code: 'data-wrong', display: 'Wrong' };
  const system = 'https://example.org/reasons';
  expect(parseOverrideReasons({ system, reasons: [reason] })).toEqual([{ ...reason, system }]);
  expect(() => parseOverrideReasons({ system, reasons: [reason, reason] })).toThrow('twice');
  expect(() => parseOverrideReasons({ system, reasons: [] })).toThrow();
});
