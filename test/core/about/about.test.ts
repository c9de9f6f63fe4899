import { aboutService } from '../../../src/core/about/about.js';
import { CRITERIA } from '../../../src/core/criteria/index.js';
import { FOLLOW_UP_CRITERIA } from '../../../src/core/criteria/follow-up.js';
import { SAFETY_CRITERIA } from '../../../src/core/criteria/safety.js';
import { parseDay } from '../../../src/core/time.js';
import { knowledge } from '../../knowledge.js';

const on = (iso: string) => aboutService(knowledge, (id) => id.replaceAll('-', ' '), parseDay(iso) ?? 0);
const about = on('2026-11-25');

describe('what the service says of itself', () => {
  it('gives the 13 source attributes in the order of the regulation', () => {
    expect(about.sourceAttributes.map(({ id }) => id)).toEqual([
      'bibliographic-citation',
      'developer',
      'funding-source',
      'release-and-revision-dates',
      'race',
      'ethnicity',
      'language',
      'sexual-orientation',
      'gender-identity',
      'sex',
      'date-of-birth',
      'social-determinants-of-health',
      'health-status-assessments',
    ]);
  });

  it('says of every patient characteristic whether it is used', () => {
    const used = about.sourceAttributes.filter(({ isUsed }) => isUsed === true).map(({ id }) => id);
    expect(used).toEqual(['sex', 'date-of-birth', 'health-status-assessments']);
    expect(about.sourceAttributes.filter(({ isUsed }) => isUsed === undefined)).toHaveLength(4);
  });

  it('lists every criterion with at least one source and the day by which it is reviewed', () => {
    expect(about.rules).toHaveLength(CRITERIA.length + SAFETY_CRITERIA.length + FOLLOW_UP_CRITERIA.length);
    for (const { rule, sources, reviewBy } of about.rules) {
      expect([rule, sources.length > 0]).toEqual([rule, true]);
      expect(reviewBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('rests a rule on the source that has to be read again first', () => {
    expect(about.rules.find(({ id }) => id === 'hepatitis-b-screened')?.reviewBy).toBe('2027-11-23');
  });

  it('puts rules under review the day after, not on the day', () => {
    const overdue = (iso: string) => on(iso).rules.filter(({ isUnderReview }) => isUnderReview).length;
    expect([overdue('2026-11-25'), overdue('2027-11-23')]).toEqual([0, 0]);
    expect(overdue('2027-11-24')).toBeGreaterThan(0);
  });

  it('names the version and digest of what it knows', () => {
    expect(about.knowledge).toEqual({ version: knowledge.version, digest: knowledge.digest });
  });
});
