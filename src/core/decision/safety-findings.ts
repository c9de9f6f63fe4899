/** Which safety verdicts speak, and how seriously: the sorting that orders, infusions and the review share. */
import type { Assessment, Severity, Verdict } from '../assessment.js';
import type { TestId } from '../knowledge/orderable-tests.js';
import { TEST_IDS } from '../knowledge/orderable-tests.js';

const SEVERITIES: readonly (Severity | undefined)[] = ['contraindication', 'caution', 'information'];

/** These answer for one order each and have a card, or a line, of their own. */
const ABOUT_ONE_ORDER: readonly string[] = ['S-03b', 'S-20a', 'S-23'];
/** It speaks against another drug, not against rituximab. */
const ABOUT_ANOTHER_DRUG: readonly string[] = ['S-27a'];
/** While immunoglobulin is given they can only be waited for: to ask for them would ask for nothing. */
const WAITING: readonly string[] = ['S-10', 'S-11'];

const isSafetyRule = ({ rule }: Verdict): boolean => rule.startsWith('S-');
const isWaitedFor = ({ rule, status, tests = [] }: Verdict): boolean =>
  WAITING.includes(rule) && status === 'unknown' && tests.length === 0;

export function bySeriousness(a: Verdict, b: Verdict): number {
  const rank = ({ status, severity }: Verdict): number =>
    SEVERITIES.indexOf(severity) * 2 + (status === 'not-met' ? 0 : 1);
  return rank(a) - rank(b);
}

/** What was found and forbids rituximab. */
export function contraindications(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter(
    (one) =>
      isSafetyRule(one) &&
      one.status === 'not-met' &&
      one.severity === 'contraindication' &&
      !ABOUT_ONE_ORDER.includes(one.rule) &&
      !ABOUT_ANOTHER_DRUG.includes(one.rule),
  );
}

const NO_TEST: ReadonlySet<TestId> = new Set();

/**
 * What has to be settled before: things found that ask for care, and things that nobody knows and should. A point of
 * which nothing is known, and whose tests are `awaited`, is left out (G.5); an order hides no result, however old.
 */
export function prerequisites(
  verdicts: readonly Verdict[],
  awaited: ReadonlySet<TestId> = NO_TEST,
): readonly Verdict[] {
  const isPending = ({ tests = [], status }: Verdict): boolean =>
    status === 'unknown' && tests.length > 0 && tests.every((test) => awaited.has(test));
  const isSerious = ({ severity }: Verdict): boolean => severity === 'contraindication' || severity === 'caution';
  return verdicts
    .filter((one) => {
      if (!isSafetyRule(one) || one.status === 'met' || !isSerious(one) || ABOUT_ONE_ORDER.includes(one.rule))
        return false;
      const isForbidden = one.status === 'not-met' && one.severity === 'contraindication';
      return (!isForbidden || ABOUT_ANOTHER_DRUG.includes(one.rule)) && !isWaitedFor(one) && !isPending(one);
    })
    .toSorted(bySeriousness);
}

/** Where a risk would stand: when one of these was not read in full, silence would read as "clear". */
const DECISIVE_LOOKUPS = [
  'conditions',
  'medicationRequests',
  'allergies',
  'labsCore',
  'safetyLabs',
  'immunizations',
  'procedures',
  'encounters',
] as const;

/** What stays unknown because nobody could look; nothing where all that is decisive was read. */
export function notLookedAt({ verdicts, coverage }: Assessment): readonly Verdict[] {
  if (DECISIVE_LOOKUPS.every((lookup) => coverage[lookup] === 'complete')) return [];
  return verdicts.filter(
    (one) =>
      isSafetyRule(one) &&
      one.status === 'unknown' &&
      one.severity !== 'information' &&
      !ABOUT_ONE_ORDER.includes(one.rule) &&
      !isWaitedFor(one),
  );
}

/** The interval between courses is for whoever orders one; screening that is missing is none of a review's findings. */
const NOT_OF_A_REVIEW: readonly string[] = ['S-01', 'S-22'];
/** Findings that hold a review even where they only ask for care. */
const HOLDING_CAUTIONS: readonly string[] = ['S-02', 'S-03', 'S-03a', 'S-07', 'S-11', 'S-12', 'S-13'];
/** Stops of the repeat; after rituximab the card of the repeat speaks of them. */
const STOPS_OF_THE_REPEAT: readonly string[] = ['S-05', 'S-07', 'S-11', 'S-14', 'S-14a'];

/** What the safety rules found that comes before any question of rituximab; never what nobody has looked for. */
export function findingsOfReview(verdicts: readonly Verdict[]): readonly Verdict[] {
  const isFound = ({ rule, status, severity, evidence }: Verdict): boolean =>
    status === 'not-met'
      ? severity === 'caution' && HOLDING_CAUTIONS.includes(rule)
      : status === 'unknown' && severity === 'contraindication' && evidence.length > 0;
  const forbidden = contraindications(verdicts);
  return verdicts.filter(
    (one) => !NOT_OF_A_REVIEW.includes(one.rule) && (forbidden.includes(one) || (isSafetyRule(one) && isFound(one))),
  );
}

/** After rituximab only what forbids more of it, and that the repeat does not speak of. */
export function findingsAfterRituximab(verdicts: readonly Verdict[]): readonly Verdict[] {
  return contraindications(verdicts).filter(
    ({ rule }) => !NOT_OF_A_REVIEW.includes(rule) && !STOPS_OF_THE_REPEAT.includes(rule),
  );
}

/** Tests that would settle the verdicts, each once, without those that are ordered or not offered here. */
export function testsToOffer(
  verdicts: readonly Verdict[],
  ordered: ReadonlySet<TestId>,
  offered: readonly string[],
): readonly TestId[] {
  const wanted = new Set(verdicts.flatMap(({ tests = [] }) => tests));
  return TEST_IDS.filter((test) => wanted.has(test) && !ordered.has(test) && offered.includes(test));
}
