import { queryOf, tokensOf } from '../../../src/edge/fhir/template.js';
import { VENDOR_LIMITS } from '../../../src/edge/fhir/vendors.js';

const tokens = tokensOf({ patientId: 'p.1-x', userId: 'Practitioner/dr', encounterId: 'e' });
const { generic, epic } = VENDOR_LIMITS;
const paths = (template: string, limits = generic) => {
  const query = queryOf(template, tokens, limits);
  return query?.kind === 'search' ? query.paths : query?.path;
};

describe('a template as searches', () => {
  it('fills every token of CDS Hooks 2.0', () => {
    expect(paths('Patient/{{context.patientId}}')).toBe('Patient/p.1-x');
    expect(paths('{{context.userId}}')).toBe('Practitioner/dr');
    expect(paths('Encounter?patient={{context.patientId}}&_id={{context.encounterId}}')).toEqual([
      'Encounter?patient=p.1-x&_id=e',
    ]);
    expect(paths('PractitionerRole?practitioner={{userPractitionerId}}')).toEqual(['PractitionerRole?practitioner=dr']);
  });

  it('is none where a token has no value: the client would have left the key out too', () => {
    expect(paths('PractitionerRole/{{userPractitionerRoleId}}')).toBeUndefined();
    expect(paths('Condition?patient={{Patient.id}}')).toBeUndefined();
  });

  it('keeps the page size a vendor honours', () => {
    expect(paths('Condition?patient=p&_count=500')).toEqual(['Condition?patient=p&_count=200']);
  });

  it('leaves out _count where a vendor refuses it', () => {
    const template = 'QuestionnaireResponse?patient=p&_count=50';
    expect(paths(template, VENDOR_LIMITS['oracle-health'])).toEqual(['QuestionnaireResponse?patient=p']);
  });

  it('asks for a long list of codes in parts', () => {
    const codes = Array.from({ length: 60 }, (_value, index) => `${index}-0`);
    const template = `Observation?patient=p&code=${codes.join(',')}&_count=200`;
    expect(paths(template)).toHaveLength(1);
    const parts = paths(template, epic) as string[];
    expect(parts).toHaveLength(2);
    expect(parts.every((part) => /^Observation\?patient=p&code=[-\d,]+&_count=200$/.test(part))).toBe(true);
    expect(parts.flatMap((part) => (/code=([^&]*)/.exec(part)?.[1] ?? '').split(','))).toEqual(codes);
  });
});
