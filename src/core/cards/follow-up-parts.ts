/** The parts a summary can name after rituximab, each from its fullest form to its shortest. Plain text. */
import type { Assessment, MeasureChange, Response, Verdict } from '../assessment.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import { DOMAINS } from '../response/definition.js';
import { findingForms } from './finding-forms.js';
import { agentShort } from './labels.js';
import type { Labels } from './labels.js';
import { shorterForms, summaryText } from './shorten.js';
import type { Forms, SummaryParts } from './summary.js';
import type { FollowUpPlaceholder } from './placeholders.js';
import { amountText } from './values.js';

const ITEM_LENGTHS = [90, 75, 60, 50, 40, 32, 24];

export function followUpParts(
  assessment: Assessment,
  { response, decisive }: ReviewOutcome,
  labels: Labels,
): Pick<SummaryParts, FollowUpPlaceholder> {
  const { repeatCourse, verdicts } = assessment;
  const { phrases, statuses } = labels;
  return {
    'response-week': () => [response ? amountText(response.week) : statuses.unknown],
    'improved-count': () => [response ? improvedCount(response) : statuses.unknown],
    strength: () => [strengthWords(response?.measures ?? [], labels)],
    'total-improvement': () => (response ? improvementForms(response, labels) : [statuses.unknown]),
    'prednisone-change': () => prednisoneForms(assessment, response, labels),
    'repeat-target': () => [repeatCourse?.targetDate ?? statuses.unknown],
    'repeat-window': () => [
      repeatCourse ? `${repeatCourse.windowStart} to ${repeatCourse.windowEnd}` : statuses.unknown,
    ],
    'repeat-status': () => [repeatCourse ? labels.repeats[repeatCourse.status] : statuses.unknown],
    'repeat-finding': () => findingForms(stopFindings(assessment), decisive, labels, phrases.repeatStop),
    'regimen-finding': () => regimenForms(verdicts, labels),
    'due-items': () => dueForms(decisive, labels),
  };
}

function improvedCount({ measures }: Response): string {
  const improved = measures.filter(({ id, verdict }) => DOMAINS.includes(id) && verdict === 'improved');
  return `${improved.length}/${DOMAINS.length}`;
}

function strengthWords(measures: readonly MeasureChange[], { strengths }: Labels): string {
  const strength = measures.find(({ id }) => id === 'mmt8');
  if (strength?.baseline == null || strength.followUp === null) return strengths.missing;
  if (strength.verdict === 'worsened') return strengths.worse;
  return strength.followUp < strength.baseline ? strengths.fell : strengths.kept;
}

/** Score and category; of an incomplete score both are lower bounds. */
function improvementForms({ tis }: Response, { phrases, improvements }: Labels): Forms {
  const least = tis.complete ? '' : `${phrases.atLeast} `;
  const most = tis.complete ? '' : `, ${phrases.atMost} ${amountText(tis.highestPossible)}`;
  return [
    `TIS ${least}${amountText(tis.score)}${most}: ${improvements[tis.category]}`,
    `TIS ${least}${amountText(tis.score)}`,
    phrases.seeDetails,
  ];
}

/** From day 0 to now on a card about the taper; from day 0 to the reading otherwise. */
function prednisoneForms(assessment: Assessment, response: Response | undefined, { phrases, statuses }: Labels): Forms {
  const before = response?.prednisoneEquivalent.baseline ?? null;
  const now = response?.prednisoneEquivalent.followUp ?? assessment.glucocorticoid.dailyPrednisoneEquivalent;
  if (before === null && now === null) return [statuses.unknown];
  const text = (amount: number | null) => (amount === null ? statuses.unknown : amountText(amount));
  return [`${text(before)} to ${text(now)} ${phrases.daily}`, phrases.seeDetails];
}

/** The verdicts of the stops; severe infections since day 0 are judged by the stop list itself. */
function stopFindings({ repeatCourse, verdicts }: Assessment): readonly Verdict[] {
  const failed = verdicts.filter(({ status }) => status === 'not-met');
  const list = failed.filter(({ id }) => id === 'no-stop-for-repeat');
  return (repeatCourse?.stops ?? []).flatMap((stop) => failed.find(({ rule }) => rule === stop) ?? list);
}

function regimenForms(verdicts: readonly Verdict[], labels: Labels): Forms {
  const found = verdicts.find(({ id, status }) => id === 'one-immunosuppressant-only' && status === 'not-met');
  if (!found) return [labels.phrases.seeDetails];
  // drugs are named by their ids; on a card by their short names
  const named = Object.keys(labels.agents).reduce(
    (text, agent) => text.replaceAll(agent, agentShort(labels, agent)),
    summaryText(found.because),
  );
  return [named, ...shorterForms(named, ITEM_LENGTHS).slice(1), labels.phrases.seeDetails];
}

function dueForms(decisive: readonly string[], { phrases }: Labels): Forms {
  const text = decisive
    .map(summaryText)
    .filter((item) => item !== '')
    .join(', ');
  const [first, ...shorter] = shorterForms(text, ITEM_LENGTHS);
  return first === undefined ? [phrases.seeDetails] : [first, ...shorter, phrases.seeDetails];
}
