/** Who the patient is, as far as rules ask: birth date, recorded sex, death. */
import type { Evidence } from '../assessment.js';
import { parseFhirDate, yearsBetween } from '../time.js';
import type { FactContext } from './context.js';
import { query } from './query.js';

const BIRTH_DATE = query('Patient.birthDate');
const DECEASED = query('Patient.deceased');
const BIRTH_SEX = query(
  "Patient.extension.where(url = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex').value",
);

export interface Person {
  /** Whole years; two numbers where a partial birth date leaves the age open. */
  readonly age: { readonly least: number; readonly most: number } | undefined;
  readonly birthSex: 'M' | 'F' | undefined;
  readonly isDeceased: boolean;
  readonly evidence: readonly Evidence[];
}

export function personOf({ record, calendar, asOf, ledger }: FactContext): Person {
  const birthDate = BIRTH_DATE.first(record.patient);
  const written = parseFhirDate(birthDate, calendar);
  const isFuture = written !== undefined && written.earliest > asOf;
  const born = isFuture ? undefined : written;
  if (isFuture) ledger.note('The birth date lies after the day of this assessment: not used.');
  const deceased = DECEASED.first(record.patient);
  const sex = BIRTH_SEX.first(record.patient);
  return {
    age: born && { least: yearsBetween(born.latest, asOf), most: yearsBetween(born.earliest, asOf) },
    birthSex: sex === 'M' || sex === 'F' ? sex : undefined,
    isDeceased: deceased === true || typeof deceased === 'string',
    evidence: born
      ? [
          {
            label: 'Age',
            value: yearsBetween(born.latest, asOf),
            unit: 'a',
            reference: record.reference,
            path: BIRTH_DATE.path,
          },
        ]
      : [],
  };
}
