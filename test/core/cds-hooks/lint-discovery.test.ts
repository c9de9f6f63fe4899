import type { ServiceEntry } from '../../../src/core/cds-hooks/discovery.js';
import { lintDiscovery } from '../../../src/core/cds-hooks/lint-discovery.js';

const withoutPrefetch: ServiceEntry = {
  id: 'review',
  hook: 'patient-view',
  title: 'A review',
  description: 'Reviews.',
  usageRequirements: 'Nothing.',
  version: '3.0.0-ballot',
  hookVersion: '1.0',
};
const entry: ServiceEntry = { ...withoutPrefetch, prefetch: { patient: 'Patient/{{context.patientId}}' } };

describe('services that may be offered', () => {
  it.each<[string, readonly ServiceEntry[]]>([
    ['CH-013 none', []],
    ['CH-012 one', [entry]],
    ['CH-018 one without prefetch', [withoutPrefetch]],
    ['CH-023 one id for two hooks', [entry, { ...entry, hook: 'encounter-start' }]],
    [
      'CH-157 a hook named by reverse domain',
      [{ ...withoutPrefetch, hook: 'org.example.chart-closed', hookVersion: undefined as never }],
    ],
    ['CH-021 a hook whose version is not 1.0', [{ ...withoutPrefetch, hook: 'order-dispatch', hookVersion: '1.1' }]],
  ])('%s', (_name, services) => {
    expect(lintDiscovery(services)).toEqual([]);
  });
});

describe('services that may not', () => {
  it.each<[string, readonly ServiceEntry[]]>([
    ['CH-015', [{ ...entry, id: 'my review' }]],
    ['CH-015', [{ ...entry, id: 'a/b' }]],
    ['CH-015', [{ ...entry, id: '' }]],
    ['CH-016', [{ ...entry, description: ' ' }]],
    ['CH-017', [{ ...entry, title: '' }]],
    ['CH-018', [{ ...entry, prefetch: {} }]],
    ['CH-019', [{ ...entry, usageRequirements: '' }]],
    ['CH-020', [{ ...entry, version: 'STU3' }]],
    ['CH-021', [{ ...entry, hookVersion: '2.0' }]],
    ['CH-022', [entry, { ...entry, hookVersion: undefined as never }]],
    ['CH-024', [entry, entry]],
    ['CH-157', [{ ...withoutPrefetch, hook: 'chart-closed', hookVersion: undefined as never }]],
    ['CH-034', [{ ...entry, prefetch: { a: 'Task?owner={{context.performer}}' } }]],
  ])('%s', (requirement, services) => {
    const faults = lintDiscovery(services);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`: ${requirement} `);
  });

  it('names every fault of every service', () => {
    const faults = lintDiscovery([
      { ...entry, title: '', description: '' },
      { ...entry, id: 'b', hookVersion: '9' },
    ]);
    expect(faults).toEqual([
      expect.stringMatching(/^review: CH-016/),
      expect.stringMatching(/^review: CH-017/),
      expect.stringMatching(/^b: CH-021/),
    ]);
  });
});
