/** Severe infection as R-33 has it, in a stretch of time: in hospital for an infection, or antimicrobials into a vein. */
import type { Evidence } from '../assessment.js';
import { admissionsSince } from './admissions.js';
import type { AntimicrobialUse } from './antimicrobials.js';
import { conditionsIn, evidenceOfCondition } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';
import { infectionsOf } from './infections.js';
import { conceptWords } from '../terminology/concept-label.js';
import { listOf } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import type { Day } from '../time.js';

export interface SevereInfections {
  readonly firm: readonly Evidence[];
  /** What may have been one: no night in hospital on record, an infusion nobody recorded, no more than a diagnosis. */
  readonly possible: readonly Evidence[];
}

/** Whether the severity of a condition says severe, says something less, or is not told. */
function severityOf({ entry: { resource } }: ConditionFact, { knowledge }: FactContext): 'severe' | 'less' | undefined {
  const severity = resource['severity'];
  if (knowledge.codes.matchConcept(severity).some(({ id }) => id === 'severity-severe')) return 'severe';
  return listOf(severity, 'coding').length > 0 || conceptWords(severity) !== undefined ? 'less' : undefined;
}

/**
 * Current ones, and those that were recorded since a day. Active tuberculosis is severe by itself (S-08), others by
 * their word; of a serious infection the diagnosis alone makes a possible one (terminology page 4).
 */
function severeConditions(context: FactContext, from: Day): SevereInfections {
  const current = infectionsOf(context);
  const isKnown = new Set(current.map(({ entry }) => entry.reference));
  const recorded =
    from > context.asOf
      ? []
      : conditionsIn(context, INFECTION_SETS).filter(
          ({ entry: { on, reference } }) => !isKnown.has(reference) && (on === undefined || on.latest >= from),
        );
  const firm = new Map<string, Evidence>();
  const possible = new Map<string, Evidence>();
  for (const one of [...current, ...recorded]) {
    const { reference, on } = one.entry;
    const severity = severityOf(one, context);
    const isSince = isKnown.has(reference) || (on !== undefined && on.earliest >= from);
    if (one.isFirm && isSince && (one.id === 'tuberculosis' || severity === 'severe'))
      firm.set(reference, evidenceOfCondition(one));
    else if (severity === 'severe' || (one.id === 'serious-infection' && severity === undefined))
      possible.set(reference, evidenceOfCondition(one));
  }
  return { firm: [...firm.values()], possible: [...possible].flatMap(([name, one]) => (firm.has(name) ? [] : [one])) };
}

/** From which day on each kind of evidence counts. */
interface Since {
  readonly admission: Day;
  readonly intravenous: Day;
  /** Of conditions that are over; current ones always count. */
  readonly condition: Day;
}

function found(context: FactContext, antimicrobials: readonly AntimicrobialUse[], since: Since): SevereInfections {
  const admitted = admissionsSince(context, since.admission);
  const conditions = severeConditions(context, since.condition);
  const intravenous = antimicrobials.filter((use) => use.intravenous !== 'no' && use.to >= since.intravenous);
  const isSure = ({ isGiven, isFirm, intravenous: into, earliest, from }: AntimicrobialUse): boolean =>
    isGiven && isFirm && into === 'yes' && (earliest === from || earliest >= since.intravenous);
  const given = intravenous.filter((use) => isSure(use));
  const perhapsGiven = intravenous.filter((use) => !isSure(use));
  return {
    firm: [...admitted.firm, ...given.map(({ evidence }) => evidence), ...conditions.firm],
    possible: [...admitted.possible, ...perhapsGiven.map(({ evidence }) => evidence), ...conditions.possible],
  };
}

/** On the day of assessment (S-05). */
export function severeInfectionsNow(
  context: FactContext,
  antimicrobials: readonly AntimicrobialUse[],
): SevereInfections {
  const { asOf, parameters } = context;
  const intravenous = asOf - parameters.population.intravenousAntimicrobialDays.value;
  return found(context, antimicrobials, { admission: asOf, intravenous, condition: asOf + 1 });
}

/** Since the first day of a course (ruling 18). */
export function severeInfectionsSince(
  context: FactContext,
  antimicrobials: readonly AntimicrobialUse[],
  day0: Day,
): SevereInfections {
  return found(context, antimicrobials, { admission: day0, intravenous: day0, condition: day0 });
}
