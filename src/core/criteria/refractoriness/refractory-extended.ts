import { plural } from '../../plural.js';
import { all, any } from '../../status.js';
import type { Status } from '../../status.js';
import { countTrials } from '../trial-count.js';
import type { Criterion, PatientFacts } from '../criterion.js';

type Intolerances = PatientFacts['intolerances'];

/** By agent: not tolerated for certain, or only by a text that may be wrong. */
function statusByAgent(intolerances: Intolerances): ReadonlyMap<string, Status> {
  const byAgent = new Map<string, Status>();
  for (const { agent, isFirm } of intolerances)
    byAgent.set(agent, any([byAgent.get(agent) ?? 'unknown', isFirm ? 'met' : 'unknown']));
  return byAgent;
}

/** R-28, ruling 2: as strict, with tacrolimus on the list and a documented intolerance counting as one drug. */
export const refractoryExtended: Criterion = {
  id: 'refractory-extended',
  rule: 'R-28',
  group: 'refractoriness',
  cites: ['rim-2013', 'service-policy'],
  assess: (facts, { refractoriness }, earlier) => {
    const agents = [...refractoriness.strictAgents.value, ...refractoriness.extendedAdditionalAgents.value];
    const intolerances = facts.intolerances.filter(({ agent }) => agents.includes(agent));
    const byAgent = statusByAgent(intolerances);
    const needed = refractoriness.minimumAdequateTrials.value;
    const count = countTrials(facts, agents, needed, ({ trial }) => trial.adequate, byAgent);
    // an allergy list that could not be read, or that is empty, may lack the intolerance that decides
    const drugs: Status = count.status === 'not-met' && facts.allergiesLooked !== 'complete' ? 'unknown' : count.status;
    const status = all([drugs, earlier.get('taper-hampered') ?? 'unknown', earlier.get('disease-active') ?? 'unknown']);
    const inDoubt = [...byAgent].filter(([, intolerance]) => intolerance === 'unknown').map(([agent]) => agent);
    return {
      status,
      because: `${plural(count.met.length + count.added, 'drug')} failed or not tolerated`,
      evidence: intolerances.map(({ evidence }) => evidence),
      missing:
        drugs === 'unknown' ? inDoubt.map((agent) => `${agent}: intolerance named by text only, to confirm`) : [],
    };
  },
};
