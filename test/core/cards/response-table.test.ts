import type { MeasureChange, Response } from '../../../src/core/assessment.js';
import { responseTable } from '../../../src/core/cards/response-table.js';
import { loadCards } from '../../../src/edge/content/load-cards.js';

const { labels } = loadCards('cards');
const ck: MeasureChange = {
  id: 'muscle-enzyme',
  label: 'CK',
  baseline: 20_000,
  baselineComparator: '>',
  followUp: 600,
  unit: 'U/L',
  changePercent: null,
  verdict: 'missing',
  evidence: [],
};

it('shows a bound as a bound, and no change in per cent of it', () => {
  const table = responseTable({ measures: [ck] } as unknown as Response, labels);
  expect(table).toContain('| CK | &gt;20000 to 600 U/L |');
});
