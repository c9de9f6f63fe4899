/** The parts a summary can name, each from its fullest form to its shortest. Plain text. */
import type { Assessment, Trial, Verdict } from '../assessment.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import { safetyFindings } from './findings.js';
import { agentShort, counted, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { shorten, shorterForms, summaryText } from './shorten.js';
import type { Forms, SummaryParts } from './summary.js';
import { amountText, dateText, evidenceValue } from './values.js';

const ITEM_LENGTHS = [90, 75, 60, 50, 40, 32, 24];
const NAMES_AT_MOST = 2;

/** What a function gives, made once and only when asked for. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export function summaryParts(assessment: Assessment, outcome: ReviewOutcome, labels: Labels): SummaryParts {
  const { trials, glucocorticoid, activeDisease, verdicts, asOf } = assessment;
  return {
    'adequate-trials': lazily(() => trialForms(trials, labels)),
    'daily-glucocorticoid': lazily(() => glucocorticoidForms(glucocorticoid.dailyPrednisoneEquivalent, labels)),
    taper: () => [labels.tapers[glucocorticoid.taper]],
    'disease-active': () => [labels.statuses[activeDisease]],
    'most-decisive': lazily(() => decisiveForms(outcome.decisive, labels)),
    'safety-finding': lazily(() => findingForms(safetyFindings(verdicts), outcome.decisive, labels)),
    'as-of': () => [asOf],
  };
}

/** Adequate trials of the strict list; those that cannot be told are counted beside them, never silently left out. */
function trialForms(trials: readonly Trial[], labels: Labels): Forms {
  const { phrases } = labels;
  const ofList = trials.filter(({ qualifying }) => qualifying);
  const adequate = ofList.filter((trial) => trial.adequate === 'met');
  const undecided = ofList.filter((trial) => trial.adequate === 'unknown').length;
  const noun = adequate.length === 1 ? phrases.adequateTrial : phrases.adequateTrials;
  const head = `${adequate.length} ${noun}${adequate.length === 0 ? ` ${phrases.onFile}` : ''}`;
  const tail = undecided === 0 ? '' : `, ${undecided} ${phrases.undecidedTrials}`;
  const withNames = (names: readonly string[]): string => `${head} (${names.join(', ')})${tail}`;
  const names = adequate.map(({ agent }) => summaryText(agentShort(labels, agent)));
  const doses = adequate.map(({ dose }, index) =>
    dose.value === null
      ? (names[index] ?? '')
      : `${names[index] ?? ''} ${amountText(dose.value)} ${summaryText(dose.unit)}`,
  );
  const rest = names.length - NAMES_AT_MOST;
  const some = rest > 0 ? [withNames([...names.slice(0, NAMES_AT_MOST), counted(phrases.moreItems, rest)])] : [];
  const bare = `${head}${tail}`;
  if (adequate.length === 0) return [bare, phrases.seeDetails];
  return [withNames(doses), withNames(names), ...some, bare, phrases.seeDetails];
}

function glucocorticoidForms(daily: number | null, { phrases, statuses }: Labels): Forms {
  if (daily === null || !Number.isFinite(daily)) return [statuses.unknown];
  return [`${amountText(daily)} ${phrases.daily}`, phrases.onFile];
}

function decisiveForms(decisive: readonly string[], { phrases }: Labels): Forms {
  const [first = '', ...others] = decisive.map(summaryText).filter((item) => item !== '');
  const suffix = others.length === 0 ? '' : ` (${counted(phrases.moreItems, others.length)})`;
  const forms = shorterForms(first, ITEM_LENGTHS);
  const [fullest, ...shorter] = forms.map((form) => `${form}${suffix}`);
  return fullest === undefined ? [phrases.missingItem] : [fullest, ...shorter, phrases.missingItem];
}

/** What was found and when; the value is shown whole or left to the detail. */
function findingForms(findings: readonly Verdict[], decisive: readonly string[], labels: Labels): Forms {
  const { phrases, statuses } = labels;
  const [verdict, ...others] = findings;
  const more = others.length === 0 ? '' : ` (${counted(phrases.moreItems, others.length)})`;
  const evidence = verdict?.evidence.find(({ date }) => date !== undefined) ?? verdict?.evidence[0];
  if (verdict && evidence) {
    const label = summaryText(evidence.label);
    const value = summaryText(evidenceValue(evidence, labels));
    const date = evidence.date === undefined ? '' : ` (${summaryText(dateText(evidence.date))})`;
    const full = `${[label, value].filter((part) => part !== '').join(' ')}${date}`;
    const brief = ITEM_LENGTHS.map((limit) => shorten(label, limit)).filter((form) => form !== '');
    return [`${full}${more}`, ...brief.map((form) => `${form}${date}${more}`), phrases.safetyFinding];
  }
  if (verdict) {
    return [
      `${summaryText(verdictName(labels, verdict.id))}: ${statuses[verdict.status]}${more}`,
      phrases.safetyFinding,
    ];
  }
  const [first, ...shorter] = shorterForms(summaryText(decisive[0] ?? ''), ITEM_LENGTHS);
  return first === undefined ? [phrases.safetyFinding] : [first, ...shorter, phrases.safetyFinding];
}
