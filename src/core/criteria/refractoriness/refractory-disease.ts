import { all } from '../../status.js';
import type { Criterion } from '../criterion.js';

const PARTS = ['two-adequate-trials', 'taper-hampered', 'disease-active'] as const;

/** R-6, ruling 1: strict reading of the seed protocol. */
export const refractoryDisease: Criterion = {
  id: 'refractory-disease',
  rule: 'R-6',
  group: 'refractoriness',
  cites: ['desouza-2018#methods'],
  assess: (_facts, _parameters, earlier) => ({
    status: all(PARTS.map((id) => earlier.get(id) ?? 'unknown')),
    because: 'two adequate trials, hampered taper and active disease together',
  }),
};
