/** Recurrent infection (AMB-22, ruling 16): treated infections that lie close together in the last year. */
import type { Evidence } from '../assessment.js';
import { conditionsIn, evidenceOfCondition } from '../facts/conditions.js';
import type { FactContext } from '../facts/context.js';
import { addMonths } from '../time.js';
import type { Day } from '../time.js';
import type { AntimicrobialUse } from '../facts/antimicrobials.js';

/** One infection: a course of antimicrobials and the conditions near it; or a condition that nothing says was treated. */
interface InfectionEvent {
  readonly from: Day;
  /** The first day, at the earliest; before `from` where the record leaves it open. */
  readonly earliest: Day;
  readonly to: Day;
  readonly evidence: readonly Evidence[];
}

/** An infection without a treatment on file; a drug known by words; a treatment whose days are open. */
export type Doubt = 'untreated' | 'worded' | 'undated';

export interface RecurrentInfections {
  readonly treated: readonly InfectionEvent[];
  /** Enough treated infections within the months that make them recurrent. */
  readonly isRecurrent: boolean;
  /** Would be recurrent if what is in doubt were so. */
  readonly mayBeRecurrent: boolean;
  readonly doubts: readonly Doubt[];
  readonly evidence: readonly Evidence[];
}

const DOUBTS: readonly Doubt[] = ['worded', 'undated', 'untreated'];
const ACUTE = ['serious-infection', 'tuberculosis'] as const;

/** Antimicrobials that overlap, or start close together, are one infection. */
function treatedEvents(uses: readonly AntimicrobialUse[], gapDays: number): readonly InfectionEvent[] {
  const events: InfectionEvent[] = [];
  for (const { from, earliest, to, evidence } of uses.toSorted((a, b) => a.from - b.from)) {
    const last = events.at(-1);
    if (last && from <= Math.max(last.to, last.from + gapDays))
      events[events.length - 1] = { ...last, to: Math.max(last.to, to), evidence: [...last.evidence, evidence] };
    else events.push({ from, earliest, to, evidence: [evidence] });
  }
  return events;
}

/** Conditions that belong to no treated infection. */
function untreatedEvents(
  context: FactContext,
  treated: readonly InfectionEvent[],
  gapDays: number,
): readonly InfectionEvent[] {
  return conditionsIn(context, ACUTE).flatMap((condition) => {
    const day = condition.entry.on?.latest;
    if (day === undefined || !condition.isFirm) return [];
    const isMerged = treated.some(({ from, to }) => day >= from - gapDays && day <= to + gapDays);
    const earliest = condition.entry.on?.earliest ?? day;
    return isMerged ? [] : [{ from: day, earliest, to: day, evidence: [evidenceOfCondition(condition)] }];
  });
}

/** Whether enough infections may have begun within some months; a day that is open may be any of its days. */
function areClose(events: readonly InfectionEvent[], count: number, months: number): boolean {
  if (events.length < count) return false;
  return events.some(({ from: first }) => {
    const last = addMonths(first, months);
    return events.filter(({ from, earliest }) => from >= first && earliest <= last).length >= count;
  });
}

export function recurrentInfections(context: FactContext, uses: readonly AntimicrobialUse[]): RecurrentInfections {
  const {
    recurrentInfections: count,
    recurrentInfectionMonths,
    recurrentInfectionLookBackMonths,
    infectionCourseGapDays,
  } = context.parameters.safety;
  const from = addMonths(context.asOf, -recurrentInfectionLookBackMonths.value);
  const isRecent = (event: InfectionEvent): boolean => event.from >= from;
  const gap = infectionCourseGapDays.value;
  const dated = uses.filter((use) => use.earliest === use.from);
  const sure = treatedEvents(
    dated.filter(({ isFirm }) => isFirm),
    gap,
  );
  const treated = sure.filter(isRecent);
  const possible = treatedEvents(dated, gap);
  const isSure = (event: InfectionEvent): boolean => sure.some((one) => one.from >= event.from && one.to <= event.to);
  const open = uses.filter((use) => use.earliest < use.from);
  const inDoubt: Readonly<Record<Doubt, readonly InfectionEvent[]>> = {
    worded: possible.filter((event) => !isSure(event)).filter(isRecent),
    undated: open.map((use) => ({ ...use, evidence: [use.evidence] })).filter(isRecent),
    untreated: untreatedEvents(context, possible, gap).filter(isRecent),
  };
  const doubtful = DOUBTS.flatMap((doubt) => inDoubt[doubt]);
  const months = recurrentInfectionMonths.value;
  return {
    treated,
    isRecurrent: areClose(treated, count.value, months),
    mayBeRecurrent: areClose([...treated, ...doubtful], count.value, months),
    doubts: DOUBTS.filter((doubt) => inDoubt[doubt].length > 0),
    evidence: [...treated, ...doubtful].flatMap(({ evidence }) => evidence),
  };
}
