/** Whether an infusion is held, or something is settled first; nothing when all is well. */
import type { Assessment, Verdict } from '../assessment.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import type { Parameters } from '../knowledge/parameters.js';
import { bySeriousness, contraindications, notLookedAt, prerequisites, testsToOffer } from './safety-findings.js';
import type { SafetyOutcome } from './safety-outcome.js';

/**
 * What changes between visits. What was weighed when rituximab was ordered (a malignancy, other drugs, planned surgery)
 * is not brought up again at every infusion (G.5).
 */
const OF_THE_DAY: readonly string[] = [
  ...['S-01', 'S-02', 'S-03', 'S-03a', 'S-05', 'S-06', 'S-08', 'S-12', 'S-13', 'S-14', 'S-14a', 'S-14b', 'S-15'],
  ...['S-17', 'S-18', 'S-18a', 'S-19', 'S-20', 'S-22'],
];

/** Dose and spacing, where something is known of them. */
const isWrongDose = ({ rule, status }: Verdict): boolean => rule === 'S-23' && status === 'not-met';

/** An order for a test settles nothing on the day: the rule speaks, only the suggestion is left out. */
export function decideInfusion(
  assessment: Assessment,
  ordered: ReadonlySet<TestId>,
  parameters: Parameters,
): SafetyOutcome | 'silent' {
  const { verdicts, isDeceased } = assessment;
  if (isDeceased) return 'silent';
  const held = contraindications(verdicts).toSorted(bySeriousness);
  const isOfTheDay = ({ rule }: Verdict): boolean => OF_THE_DAY.includes(rule);
  const asked = [...prerequisites(verdicts).filter(isOfTheDay), ...verdicts.filter(isWrongDose)];
  // nothing is given in silence over records that could not be read
  const isQuiet = held.length + asked.length === 0;
  const open = isQuiet ? notLookedAt(assessment).filter(isOfTheDay) : asked;
  const tests = testsToOffer([...held, ...open], ordered, parameters.safety.suggestedTests.value);
  if (held.length > 0) return { topic: 'infusion-hold', indicator: 'critical', verdicts: [...held, ...open], tests };
  return open.length === 0
    ? 'silent'
    : { topic: 'infusion-prerequisites', indicator: 'warning', verdicts: open, tests };
}
