import { Scopes, lacksPatient } from '../../../src/edge/fhir/scopes.js';

const read = (scope: string, type = 'Observation') => new Scopes(scope).permissionFor(type, 'read');
const search = (scope: string, type = 'Observation') => new Scopes(scope).permissionFor(type, 'search');

describe('scopes of SMART 1 and 2 (CH-073)', () => {
  it.each([
    ['user/Observation.read', 'full', 'full'],
    ['patient/Observation.*', 'full', 'full'],
    ['system/*.read', 'full', 'full'],
    ['user/*.*', 'full', 'full'],
    ['user/Observation.write', 'none', 'none'],
    ['user/Condition.read', 'none', 'none'],
    ['user/Observation.rs', 'full', 'full'],
    ['patient/*.cruds', 'full', 'full'],
    ['user/Observation.r', 'full', 'none'],
    ['user/Observation.s', 'none', 'full'],
    ['user/Observation.cud', 'none', 'none'],
    ['patient/Observation.rs?category=laboratory', 'restricted', 'restricted'],
    ['patient/Observation.rs?category=laboratory patient/*.read', 'full', 'full'],
    ['user/Observation.rs?', 'full', 'full'],
    ['launch openid profile online_access fhirUser', 'none', 'none'],
    ['Observation.read', 'none', 'none'],
    ['user/Observation.sr', 'none', 'none'],
    ['user/Observation', 'none', 'none'],
    ['user/Observation.read openid  user/Condition.rs', 'full', 'full'],
  ])('%s', (scope, mayRead, maySearch) => {
    expect([read(scope), search(scope)]).toEqual([mayRead, maySearch]);
  });
});

it('a patient scope should name its patient (CH-074)', () => {
  const authorization = { access_token: 't', token_type: 'Bearer', expires_in: 60, subject: 's' } as const;
  expect(lacksPatient({ ...authorization, scope: 'patient/*.read' })).toBe(true);
  expect(lacksPatient({ ...authorization, scope: 'patient/*.read', patient: 'p' })).toBe(false);
  expect(lacksPatient({ ...authorization, scope: 'user/*.read' })).toBe(false);
});
