import type { SafetyCriterion } from '../criterion.js';

/** S-33a: the last count of B cells, shown on demand; neither founding paper requires it. */
export const bCellsMeasured: SafetyCriterion = {
  id: 'b-cells-measured',
  rule: 'S-33a',
  group: 'information',
  cites: ['mok-2007#methods', 'review-pmc11646336'],
  assess: ({ bCells }) =>
    bCells
      ? { status: 'met', because: 'last count on file', evidence: [bCells.evidence] }
      : { status: 'unknown', because: 'no CD19 count on file; not required', missing: ['CD19 B cells (not required)'] },
};
