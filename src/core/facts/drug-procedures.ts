/** Procedures that name a drug: charges by their HCPCS code, and what only words or a code without its system say. */
import { listOf, member, textOf } from '../json.js';
import type { JsonObject } from '../json.js';
import type { Drug } from '../knowledge/knowledge.js';
import type { Entry } from '../record/record.js';
import { conceptWords } from '../terminology/concept-label.js';
import { parseFhirDate } from '../time.js';
import type { DayRange } from '../time.js';
import type { FactContext } from './context.js';

const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const DONE: readonly unknown[] = ['completed', 'in-progress'];

/** One procedure that names a drug. */
export interface DrugProcedure {
  readonly reference: string;
  readonly resource: JsonObject;
  /** Undefined when the record does not say. */
  readonly on: DayRange | undefined;
  /** By an HCPCS code; words, or a code that names no system, support and do not decide (terminology page 5.1.5). */
  readonly isCoded: boolean;
}

type Naming = Pick<DrugProcedure, 'isCoded'>;

function drugOf(concept: unknown, { knowledge: { medications } }: FactContext): Drug | undefined {
  const result = medications.recognise(concept);
  const isNamed = result.kind === 'recognised' || result.kind === 'unmapped-product';
  return isNamed ? medications.drug(result.recognition.drug) : undefined;
}

/** How a concept names a drug of the wanted kind; most procedures name none. */
function namingOf(concept: unknown, isWanted: (drug: Drug) => boolean, context: FactContext): Naming | undefined {
  const names = (named: unknown): boolean => {
    const drug = drugOf(named, context);
    return drug !== undefined && isWanted(drug);
  };
  for (const coding of listOf(concept, 'coding')) {
    const system = textOf(coding, 'system');
    const isCharge = system !== undefined && context.knowledge.codes.canonicalSystem(system) === HCPCS;
    if (isCharge && names({ coding: [coding] })) return { isCoded: true };
    const code = textOf(coding, 'code');
    if (system === undefined && code !== undefined && names({ coding: [{ system: HCPCS, code }] }))
      return { isCoded: false };
  }
  const words = conceptWords(concept);
  return words !== undefined && names({ text: words }) ? { isCoded: false } : undefined;
}

/** Procedures that were done and name a drug of the wanted kind, on days that have come. */
export function proceduresNaming(context: FactContext, isWanted: (drug: Drug) => boolean): readonly DrugProcedure[] {
  const { record, calendar, asOf } = context;
  const read = ({ resource, reference }: Entry): readonly DrugProcedure[] => {
    if (!DONE.includes(resource['status'])) return [];
    const named = namingOf(resource['code'], isWanted, context);
    if (!named) return [];
    const on =
      parseFhirDate(resource['performedDateTime'], calendar) ??
      parseFhirDate(member(resource['performedPeriod'], 'start'), calendar);
    return on && on.earliest > asOf ? [] : [{ isCoded: named.isCoded, reference, resource, on }];
  };
  return record.procedures.flatMap((entry) => read(entry));
}
