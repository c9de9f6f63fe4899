/** The laboratory's own limits, of the range that is the patient's (terminology page 5.2). */
import { isObject, listOf, member, textOf } from '../json.js';
import { readQuantity } from '../quantity.js';
import type { RawQuantity } from '../quantity.js';
import type { FactContext } from './context.js';

const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex';
const SEXES: Readonly<Record<string, Sex>> = { F: 'sex-female', M: 'sex-male', female: 'sex-female', male: 'sex-male' };

type Sex = 'sex-female' | 'sex-male';

/** Birth sex where it is on file, else the administrative gender. */
function sexOf(patient: FactContext['record']['patient']): Sex | undefined {
  const extension = listOf(patient, 'extension').find((one) => textOf(one, 'url') === BIRTH_SEX);
  return SEXES[textOf(extension, 'valueCode') ?? textOf(patient, 'gender') ?? ''];
}

/** Ranges without those that apply to the other sex; all of them where the patient's is not known. */
function ownRanges({ record, knowledge }: FactContext, ranges: readonly unknown[]): readonly unknown[] {
  if (!ranges.some((range) => isObject(range) && range['appliesTo'] !== undefined)) return ranges;
  const sex = sexOf(record.patient);
  if (sex === undefined) return ranges;
  const other = sex === 'sex-female' ? 'sex-male' : 'sex-female';
  return ranges.filter((range) => {
    const named = listOf(range, 'appliesTo').flatMap((one) => knowledge.codes.matchConcept(one).map(({ id }) => id));
    return named.includes(sex) || !named.includes(other);
  });
}

const RANGE_IN_TEXT = /^\s*(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)\s*$/;

/** One end of the reference range, converted like the value itself (terminology page 8 rule 5). */
export function limitOf(
  context: FactContext,
  table: string,
  ranges: readonly unknown[],
  raw: RawQuantity,
  end: 'low' | 'high',
): number | undefined {
  const limits: number[] = [];
  for (const range of ownRanges(context, ranges)) {
    const coded = readQuantity(member(range, end));
    const worded = RANGE_IN_TEXT.exec(textOf(range, 'text') ?? '');
    const found = coded ?? (worded ? { value: Number(worded[end === 'low' ? 1 : 2]) } : undefined);
    if (!found) continue;
    const unit = found.unit ?? raw.unit;
    const measured = context.knowledge.units.measure(
      table,
      unit === undefined ? { value: found.value } : { value: found.value, unit },
    );
    if (measured.kind === 'measured' && measured.value > 0) limits.push(measured.value);
  }
  // several ranges by age or whatever else: only one that all agree on is the patient's own
  return limits.length > 0 && limits.every((limit) => limit === limits[0]) ? limits[0] : undefined;
}
