import { lintPrefetch } from '../../../src/core/cds-hooks/prefetch-template.js';

const faultsOf = (template: string, key = 'labs') => lintPrefetch('patient-view', { [key]: template });

describe('templates that any 2.0 client can fill', () => {
  it.each([
    'Patient/{{context.patientId}}',
    '{{context.userId}}',
    'Practitioner/{{userPractitionerId}}',
    'Observation?patient={{context.patientId}}&code=http://loinc.org|2157-6,http://loinc.org|1761-6&_count=200&_sort=-date',
    'Observation?patient={{context.patientId}}&code:in=https://example.org/ValueSet/a&date=ge2026-01-01',
    'Condition?patient={{context.patientId}}&date=le2026-01-01',
  ])('%s', (template) => {
    expect(faultsOf(template)).toEqual([]);
  });
});

describe('templates with a fault', () => {
  it.each([
    ['CH-030', 'https://ehr.example/Patient/{{context.patientId}}'],
    ['CH-030', '/Patient/{{context.patientId}}'],
    ['CH-030', 'Patient?'],
    ['CH-030', 'Patient?patient='],
    ['CH-031', 'Patient/{{context.patientId}'],
    ['CH-031', 'Patient/{context.patientId}'],
    ['CH-032', 'Patient/{{Patient.id}}'],
    ['CH-032', 'Patient/{{user}}'],
    ['CH-032', 'Observation?date=ge{{today()}}'],
    ['CH-033', 'Patient/{{patientId}}'],
    ['CH-034', 'Medication?id={{context.draftOrders.MedicationRequest.id}}'],
    ['CH-035', 'Observation?patient={{context.patientId}}&_include=Observation:subject'],
    ['CH-035', 'Observation?patient={{context.patientId}}&subject.name=x'],
    ['CH-035', 'Observation?patient={{context.patientId}}&code:text=ck'],
    ['CH-035', 'Observation?patient={{context.patientId}}&date=sa2026-01-01'],
    ['CH-037', 'Observation?patient={{context.patientId}}&sort:desc=date'],
    ['CH-037', 'Observation?patient={{context.patientId}}&_maxresults=5'],
    ['CH-043', 'Observation?patient={{context.patientId}}&date=ge2025-01-01&date=le2026-01-01'],
  ])('%s: %s', (requirement, template) => {
    expect(faultsOf(template)).toEqual([expect.stringContaining(`labs: ${requirement}`)]);
  });

  it.each(['1', 'labs-core', 'labs core'])('CH-029: key %s', (key) => {
    expect(faultsOf('Patient/{{context.patientId}}', key)).toEqual([expect.stringContaining('CH-029')]);
  });

  it('CH-028: a template without a key', () => {
    expect(faultsOf('Patient/{{context.patientId}}', '')).toEqual([expect.stringContaining('CH-028')]);
  });
});

/** Trial-use in 3.0, and a client need not support it: refused as the unknown tokens they are to any 2.0 client. */
describe('FHIRPath in a token', () => {
  it.each([
    ['CH-038 a path into the context', 'Medication/{{context.draftOrders.entry.resource.id}}'],
    ['CH-039 a reference to another key', 'Encounter/{{%visit.id}}'],
    ['CH-040 ofType', 'Practitioner/{{context.draftOrders.ofType(Bundle).id}}'],
    ['CH-041 a day', 'Observation?date=ge{{today()}}'],
  ])('%s is refused', (_name, template) => {
    expect(faultsOf(template)).toEqual([expect.stringMatching(/^labs: CH-03[24]/)]);
  });
});
