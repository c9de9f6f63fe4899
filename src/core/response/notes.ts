/** What a reader must know beside a verdict: fallen strength, other treatment in between, criteria that disagree. */
import type { MeasureChange, Response } from '../assessment.js';
import { within } from '../medication/interventions.js';
import type { Interventions, Span } from '../medication/interventions.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';

interface NoteInput {
  readonly measures: readonly MeasureChange[];
  readonly seed: Response['seed'];
  readonly borderline: boolean;
  readonly tis: Response['tis'];
  readonly baselineDay: Day | undefined;
  readonly followUpDay: Day | undefined;
  readonly interventions: Interventions;
  /** Day 0 of courses that began after the one that is judged. */
  readonly laterCourses: readonly Day[];
}

/** A fall of strength is printed next to any score, which gives 0 and not less for it (D.3). */
function strengthNote(measures: readonly MeasureChange[]): string | undefined {
  const strength = measures.find(({ id }) => id === 'mmt8');
  if (strength?.baseline == null || strength.followUp === null || strength.followUp >= strength.baseline)
    return undefined;
  const { label, baseline, followUp, changePercent } = strength;
  return `${label} fell from ${baseline} to ${followUp}${changePercent === null ? '' : ` (${changePercent.toFixed(2)} %)`}`;
}

function spanNote(what: string, spans: readonly Span[], { baselineDay, followUpDay }: NoteInput): string | undefined {
  if (baselineDay === undefined || followUpDay === undefined) return undefined;
  const between = within(spans, baselineDay + 1, followUpDay);
  if (between.length === 0) return undefined;
  const days = [...new Set(between.map(({ from }) => formatDay(from)))];
  return `${what} between baseline and follow-up (${days.join(', ')})`;
}

function disagreement({ seed, tis }: NoteInput): string | undefined {
  const isImproved = tis.category !== 'none' && tis.category !== 'not-determinable';
  if (seed === 'non-responder' && isImproved)
    return `The seed definition is not met, yet the Total Improvement Score shows ${tis.complete ? '' : 'at least '}${tis.category} improvement`;
  return seed === 'responder' && tis.category === 'none'
    ? 'The seed definition is met, yet the Total Improvement Score shows no improvement'
    : undefined;
}

export function notesOf(input: NoteInput): readonly string[] {
  const { measures, borderline, followUpDay, laterCourses, interventions } = input;
  const repeated = laterCourses.filter((day) => followUpDay !== undefined && day < followUpDay);
  const notes = [
    strengthNote(measures),
    borderline
      ? 'borderline: a change lies exactly at a threshold, strict and non-strict comparators differ'
      : undefined,
    disagreement(input),
    spanNote('Immunoglobulin', interventions.immunoglobulin, input),
    spanNote('Glucocorticoid pulse', interventions.pulses, input),
    repeated.length > 0 ? `A further course began on ${repeated.map(formatDay).join(', ')}` : undefined,
  ];
  return notes.filter((note) => note !== undefined);
}
