/** Which cards an order deserves (rulings 22 and 27): for rituximab, and for two orders that matter to it. */
import type { Assessment, Verdict } from '../assessment.js';
import type { Indicator } from '../cds-hooks/response.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { OrderedTests } from '../orders/ordered-tests.js';
import { bySeriousness, contraindications, notLookedAt, prerequisites, testsToOffer } from './safety-findings.js';
import { ORDER_TOPICS } from './safety-outcome.js';
import type { SafetyOutcome } from './safety-outcome.js';

export interface OrderInput {
  readonly assessment: Assessment;
  /** Final, or still being put together: what an unfinished order leaves out is not yet missing. */
  readonly isFinal: boolean;
  readonly isRituximabOrdered: boolean;
  readonly tests: OrderedTests;
  readonly parameters: Parameters;
}

const LOUDNESS: readonly Indicator[] = ['critical', 'warning', 'info'];

function aboutRituximab({
  assessment,
  isFinal,
  tests: { ordered, awaited },
  parameters,
}: OrderInput): readonly SafetyOutcome[] {
  const { verdicts } = assessment;
  const forbidden = contraindications(verdicts).toSorted(bySeriousness);
  const open = prerequisites(verdicts, awaited);
  const dose = verdicts.filter(
    ({ rule, status }) => rule === 'S-23' && (status === 'not-met' || (status === 'unknown' && isFinal)),
  );
  const tests = testsToOffer([...forbidden, ...open], ordered, parameters.safety.suggestedTests.value);
  const isUnscreened = open.some(({ status, severity }) => status === 'unknown' && severity === 'contraindication');
  const card = (topic: SafetyOutcome['topic'], indicator: Indicator, of: readonly Verdict[], offered = tests) =>
    of.length === 0 ? [] : [{ topic, indicator, verdicts: of, tests: offered }];
  // an order is not signed in silence over records that could not be read
  if (isFinal && forbidden.length + open.length + dose.length === 0)
    return card('order-prerequisites', 'warning', notLookedAt(assessment));
  return [
    // all missing tests stand on one card
    ...card('order-contraindicated', 'critical', forbidden, open.length > 0 ? [] : tests),
    ...card('order-prerequisites', isFinal && isUnscreened ? 'critical' : 'warning', open),
    ...card('order-dose', 'warning', dose, []),
  ];
}

function aboutOthers({ assessment, tests: { ordered }, parameters, isFinal }: OrderInput): readonly SafetyOutcome[] {
  if (!isFinal) return [];
  const { verdicts } = assessment;
  const speaking = (rule: string): readonly Verdict[] =>
    verdicts.filter((one) => one.rule === rule && one.status !== 'met' && one.severity !== 'information');
  const live = speaking('S-20a');
  const unscreened = speaking('S-03b');
  const tests = testsToOffer(unscreened, ordered, parameters.safety.suggestedTests.value);
  const isFound = live.some(({ status }) => status === 'not-met');
  return [
    ...(live.length === 0
      ? []
      : [
          {
            topic: 'live-vaccine-after-rituximab' as const,
            indicator: isFound ? ('critical' as const) : ('warning' as const),
            verdicts: live,
            tests: [],
          },
        ]),
    // nothing to say where every test is already on its way
    ...(unscreened.length === 0 || unscreened.every((one) => one.tests?.every((test) => ordered.has(test)))
      ? []
      : [{ topic: 'screen-before-ivig' as const, indicator: 'warning' as const, verdicts: unscreened, tests }]),
  ];
}

/** The most serious first, at most as many as a call may show (G.2). */
export function decideOrder(input: OrderInput): readonly SafetyOutcome[] {
  if (input.assessment.isDeceased) return [];
  const outcomes = [...(input.isRituximabOrdered ? aboutRituximab(input) : []), ...aboutOthers(input)];
  const order: readonly string[] = ORDER_TOPICS;
  return outcomes
    .toSorted(
      (a, b) =>
        LOUDNESS.indexOf(a.indicator) - LOUDNESS.indexOf(b.indicator) ||
        order.indexOf(a.topic) - order.indexOf(b.topic),
    )
    .slice(0, input.parameters.alerts.maximumCards.value);
}
