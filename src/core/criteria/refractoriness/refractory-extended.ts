import { all } from '../../status.js';
import type { Status } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion } from '../criterion.js';

/** R-28, ruling 2: as strict, with tacrolimus on the list and a documented intolerance counting as one drug. */
export const refractoryExtended: Criterion = {
  id: 'refractory-extended',
  rule: 'R-28',
  group: 'refractoriness',
  cites: ['rim-2013', 'service-policy'],
  assess: (facts, { refractoriness }, earlier) => {
    const agents = [...refractoriness.strictAgents.value, ...refractoriness.extendedAdditionalAgents.value];
    const intolerant = facts.intolerances.filter(({ agent }) => agents.includes(agent));
    const count = countTrials(
      facts,
      agents,
      refractoriness.minimumAdequateTrials.value,
      ({ trial, isIntolerant }) => (isIntolerant ? 'met' : trial.adequate),
      intolerant.map(({ agent }) => agent),
    );
    // an allergy list that could not be read may hold the intolerance that decides
    const drugs: Status = count.status === 'not-met' && facts.allergiesLooked !== 'complete' ? 'unknown' : count.status;
    const status = all([drugs, earlier.get('taper-hampered') ?? 'unknown', earlier.get('disease-active') ?? 'unknown']);
    return {
      status,
      because: `${count.met.length + count.added} drug(s) failed or not tolerated`,
      evidence: intolerant.map(({ evidence }) => evidence),
    };
  },
};
