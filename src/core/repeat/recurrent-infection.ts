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
  readonly to: Day;
  readonly evidence: readonly Evidence[];
}

export interface RecurrentInfections {
  readonly treated: readonly InfectionEvent[];
  /** Enough treated infections within the months that make them recurrent. */
  readonly isRecurrent: boolean;
  /** Would be recurrent if infections without a treatment on file were treated. */
  readonly mayBeRecurrent: boolean;
  readonly evidence: readonly Evidence[];
}

const ACUTE = ['serious-infection', 'tuberculosis'] as const;

/** Antimicrobials that overlap, or start close together, are one infection. */
function treatedEvents(uses: readonly AntimicrobialUse[], gapDays: number): readonly InfectionEvent[] {
  const events: InfectionEvent[] = [];
  for (const { from, to, evidence } of uses.toSorted((a, b) => a.from - b.from)) {
    const last = events.at(-1);
    if (last && from <= Math.max(last.to, last.from + gapDays))
      events[events.length - 1] = { ...last, to: Math.max(last.to, to), evidence: [...last.evidence, evidence] };
    else events.push({ from, to, evidence: [evidence] });
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
    return isMerged ? [] : [{ from: day, to: day, evidence: [evidenceOfCondition(condition)] }];
  });
}

function areClose(events: readonly InfectionEvent[], count: number, months: number): boolean {
  const starts = events.map(({ from }) => from).toSorted((a, b) => a - b);
  return starts.some((start, index) => {
    const last = starts[index + count - 1];
    return last !== undefined && last <= addMonths(start, months);
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
  const isRecent = (event: InfectionEvent): boolean => event.from > from;
  const gap = infectionCourseGapDays.value;
  const sure = treatedEvents(
    uses.filter(({ isFirm }) => isFirm),
    gap,
  );
  const treated = sure.filter(isRecent);
  // antimicrobials known by words only, and infections without a treatment on file
  const possible = treatedEvents(uses, gap);
  const doubtful = [
    ...possible.filter((event) => !sure.some((one) => one.from >= event.from && one.to <= event.to)),
    ...untreatedEvents(context, possible, gap),
  ].filter(isRecent);
  const months = recurrentInfectionMonths.value;
  return {
    treated,
    isRecurrent: areClose(treated, count.value, months),
    mayBeRecurrent: areClose([...treated, ...doubtful], count.value, months),
    evidence: [...treated, ...doubtful].flatMap(({ evidence }) => evidence),
  };
}
