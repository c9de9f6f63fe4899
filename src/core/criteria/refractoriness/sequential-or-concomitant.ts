import type { Criterion } from '../criterion.js';

/** trials count whether they followed each other or ran together. */
export const sequentialOrConcomitant: Criterion = {
  id: 'sequential-or-concomitant',
  rule: 'R-24',
  group: 'information',
  cites: ['desouza-2018#methods'],
  assess: ({ trials }) => {
    const adequate = trials.filter(({ trial }) => trial.qualifying && trial.adequate === 'met');
    if (adequate.length < 2) return { status: 'unknown', because: 'fewer than two adequate trials to compare' };
    const overlap = adequate.some((one, index) =>
      adequate.slice(index + 1).some((other) => one.first <= other.last && other.first <= one.last),
    );
    return {
      status: 'met',
      because: overlap ? 'trials overlapped in time; both count' : 'trials followed each other; both count',
    };
  },
};
