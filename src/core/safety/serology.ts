/** Qualitative results of one test over time: what the newest day says, and whether that day contradicts itself. */
import type { Evidence } from '../assessment.js';
import { answersOf, evidenceOfAnswer } from '../facts/answers.js';
import type { Answer } from '../facts/answers.js';
import type { FactContext } from '../facts/context.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Day, DayRange } from '../time.js';

export interface Serology {
  readonly state: 'none' | 'positive' | 'negative' | 'contradictory' | 'undecided';
  /** The day of the newest result; undefined when there is none. */
  readonly on: DayRange | undefined;
  /** Results of the newest day. */
  readonly evidence: readonly Evidence[];
  /** Positive results that count, newest first. */
  readonly positives: readonly Answer[];
}

const NONE: Serology = { state: 'none', on: undefined, evidence: [], positives: [] };

/** One reading: what an entry answers, by whatever means. */
export type AnswerReader = (context: FactContext, id: ValueSetId) => readonly Answer[];

function stateOf(answers: readonly Answer[]): Serology['state'] {
  const said = new Set(answers.map(({ answer }) => answer));
  if (said.has('positive') && said.has('negative')) return 'contradictory';
  if (said.has('positive')) return 'positive';
  return said.has('undecided') ? 'undecided' : 'negative';
}

/** What words alone name is shown with the newest day and never speaks for it. */
export function serologyOf(
  context: FactContext,
  ids: readonly ValueSetId[],
  label: string,
  read: AnswerReader = answersOf,
): Serology {
  const all = ids
    .flatMap((id) => read(context, id))
    .filter(({ entry }) => entry.on !== undefined)
    .toSorted((a, b) => (b.entry.on?.latest ?? 0) - (a.entry.on?.latest ?? 0));
  const coded = all.filter(({ entry }) => entry.by === 'code');
  const shown = coded.length > 0 ? coded : all;
  const newest = shown[0]?.entry.on;
  if (!newest) return NONE;
  const ofDay = shown.filter(({ entry }) => entry.on?.latest === newest.latest);
  return {
    state: coded.length > 0 ? stateOf(ofDay) : 'undecided',
    on: newest,
    evidence: ofDay.map((answer) => evidenceOfAnswer(answer, label)),
    positives: coded.filter(({ answer }) => answer === 'positive'),
  };
}

/** A result that says something: one that cannot be read is none, however new. */
export const isResult = ({ state }: Serology): boolean => state === 'positive' || state === 'negative';

/** Whether a result holds on a day: `unknown` where a partial date leaves it open. */
export function isFresh(on: DayRange, day: Day, days: number): 'yes' | 'no' | 'open' {
  if (on.earliest >= day - days) return 'yes';
  return on.latest < day - days ? 'no' : 'open';
}
