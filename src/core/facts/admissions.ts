/** Stays in hospital that an infection may have been the reason for (R-33; terminology page 5.6). */
import type { Evidence } from '../assessment.js';
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import { INFECTION_SETS } from '../knowledge/value-set-ids.js';
import type { ValueSetId } from '../knowledge/value-set-ids.js';
import type { Entry } from '../record/record.js';
import { relativeReference } from '../record/reference.js';
import { conceptLabel } from '../terminology/concept-label.js';
import { formatRange, parseFhirDate } from '../time.js';
import type { Day, DayRange } from '../time.js';
import { conditionsIn } from './conditions.js';
import type { ConditionFact } from './conditions.js';
import type { FactContext } from './context.js';

export interface Admissions {
  readonly firm: readonly Evidence[];
  /** No night on record, no day, or no more than an infection beside the stay. */
  readonly possible: readonly Evidence[];
}

/** What a class says of the night: one in hospital, one if the days tell so, perhaps one, or none. */
type Stay = 'night' | 'by-days' | 'perhaps' | 'none';
const STAYS: ReadonlyMap<string, Stay> = new Map<string, Stay>([
  ['IMP', 'night'],
  ['ACUTE', 'night'],
  ['NONAC', 'night'],
  ['OBSENC', 'by-days'],
  ['SS', 'by-days'],
  ['AMB', 'none'],
  ['HH', 'none'],
  ['VR', 'none'],
  ['FLD', 'none'],
  ['PRENC', 'none'],
]);
const NOT_HAPPENED: readonly unknown[] = ['planned', 'cancelled', 'arrived', 'triaged'];

/** Infections that last are no reason for a stay because they were written down during one. */
const ACUTE: readonly string[] = ['serious-infection', 'tuberculosis', 'infection-possible'] satisfies ValueSetId[];
const ANY_INFECTION: readonly ValueSetId[] = [...INFECTION_SETS, 'infection-possible'];
/** Of these a code says that it was an infection that needs more than tablets. */
const NAMED: readonly string[] = INFECTION_SETS;

/** Emergency departments, and classes of a site's own, may have kept a patient over night. */
function stayOf(resource: JsonObject): Stay {
  if (resource['hospitalization'] !== undefined) return 'night';
  return STAYS.get(textOf(resource['class'], 'code') ?? '') ?? 'perhaps';
}

interface Infection {
  readonly label: string;
  readonly isFirm: boolean;
}

/** The infections of a record by reference, read once and only when a stay asks for them. */
class Infections {
  readonly #context: FactContext;
  #conditions: readonly ConditionFact[] | undefined;

  constructor(context: FactContext) {
    this.#context = context;
  }

  #all(): readonly ConditionFact[] {
    this.#conditions ??= conditionsIn(this.#context, ANY_INFECTION);
    return this.#conditions;
  }

  /** What an encounter says it was for; else what was found, or written down, during it. */
  of({ resource, reference }: Entry, span: DayRange | undefined): Infection | undefined {
    return this.#byConcept(resource) ?? this.#byReference(resource) ?? this.#beside(reference, span);
  }

  #byConcept(resource: JsonObject): Infection | undefined {
    let possible: Infection | undefined;
    for (const concept of listOf(resource, 'reasonCode')) {
      for (const { id, by } of this.#context.knowledge.codes.matchConcept(concept)) {
        if (!ANY_INFECTION.includes(id)) continue;
        const infection = { label: conceptLabel(concept) || 'infection', isFirm: by === 'code' && NAMED.includes(id) };
        if (infection.isFirm) return infection;
        possible ??= infection;
      }
    }
    return possible;
  }

  #byReference(resource: JsonObject): Infection | undefined {
    const links = [
      ...listOf(resource, 'reasonReference'),
      ...listOf(resource, 'diagnosis').map((diagnosis) => member(diagnosis, 'condition')),
    ];
    if (links.length === 0) return undefined;
    const names = links.map((link) => textOf(link, 'reference') ?? '').map((name) => relativeReference(name) ?? name);
    const linked = this.#all().filter(({ entry }) => names.includes(entry.reference));
    const firm = linked.find(({ id, isFirm }) => isFirm && NAMED.includes(id));
    const [found] = firm ? [firm] : linked;
    return found && { label: found.label, isFirm: firm !== undefined };
  }

  #beside(encounter: string, span: DayRange | undefined): Infection | undefined {
    const isBeside = ({ id, entry: { resource, on } }: ConditionFact): boolean => {
      if (!ACUTE.includes(id)) return false;
      const name = textOf(resource['encounter'], 'reference');
      if (name !== undefined && (relativeReference(name) ?? name) === encounter) return true;
      return span !== undefined && on !== undefined && on.latest >= span.earliest && on.earliest <= span.latest;
    };
    const found = this.#all().find((one) => isBeside(one));
    return found && { label: found.label, isFirm: false };
  }
}

/** Stays that touch the days from `from` to the assessment. */
export function admissionsSince(context: FactContext, from: Day): Admissions {
  const { record, calendar, asOf, ledger } = context;
  const firm: Evidence[] = [];
  const possible: Evidence[] = [];
  const infections = new Infections(context);
  for (const encounter of record.encounters) {
    const { resource, reference } = encounter;
    const stay = stayOf(resource);
    if (stay === 'none' || NOT_HAPPENED.includes(resource['status'])) continue;
    const start = parseFhirDate(member(resource['period'], 'start'), calendar);
    const end = parseFhirDate(member(resource['period'], 'end'), calendar);
    // a stay that is going on needs no date to be one of now
    const isGoingOn = resource['status'] === 'in-progress';
    if (start && start.earliest > asOf) continue;
    const last = end ?? (resource['status'] === 'finished' ? start : undefined);
    if (last && last.latest < from) continue;
    const span = start && { earliest: start.earliest, latest: Math.min(last?.latest ?? asOf, asOf) };
    const infection = infections.of(encounter, span);
    if (!infection) continue;
    const isDated = isGoingOn || start !== undefined || end !== undefined;
    if (!isDated) ledger.refuse(reference, 'no period says when the stay was');
    const isByDays = start !== undefined && end !== undefined && end.earliest > start.latest;
    const hasNight = stay === 'night' || (stay === 'by-days' && isByDays);
    const isSince = isDated && (last === undefined || last.earliest >= from);
    (hasNight && isSince && infection.isFirm ? firm : possible).push({
      label: 'Hospital admission',
      value: infection.label,
      ...(start ? { date: formatRange(start) } : {}),
      reference,
      path: 'Encounter.reasonCode',
    });
  }
  return { firm, possible };
}
