/** Tests that would settle a claim, in words for the reader and by id for a card that offers to order them. */
import type { TestId } from '../knowledge/orderable-tests.js';
import type { Found } from './criterion.js';

const WORDS = {
  hbsag: 'HBsAg',
  'anti-hbc-total': 'anti-HBc (total)',
  'hbv-dna': 'HBV DNA',
  'immunoglobulin-g': 'IgG',
  'immunoglobulin-a': 'IgA',
  'immunoglobulin-m': 'IgM',
  'complete-blood-count': 'blood count with neutrophils and platelets',
  'pregnancy-test': 'pregnancy test',
  'alanine-aminotransferase': 'ALT',
  igra: 'IGRA',
  hiv: 'HIV test',
  'hepatitis-c': 'hepatitis C antibodies',
} satisfies Record<TestId, string>;

export function neededTests(...tests: readonly TestId[]): Required<Pick<Found, 'missing' | 'tests'>> {
  return { missing: tests.map((test) => WORDS[test]), tests };
}
