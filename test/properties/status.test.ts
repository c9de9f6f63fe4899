import fc from 'fast-check';
import { all, any, atLeast, not } from '../../src/core/status.js';
import type { Status } from '../../src/core/status.js';

const status = fc.constantFrom<Status>('met', 'not-met', 'unknown');
const statuses = fc.array(status, { maxLength: 7 });
/** Filling in unknowns in any way. */
const filled = statuses.chain((list) =>
  fc.tuple(fc.constant(list), fc.tuple(...list.map((one) => (one === 'unknown' ? status : fc.constant(one))))),
);

describe('strong Kleene logic', () => {
  it('keeps De Morgan', () => {
    fc.assert(fc.property(statuses, (list) => not(all(list)) === any(list.map((one) => not(one)))));
  });

  it('does not depend on order', () => {
    fc.assert(
      fc.property(statuses, (list) => all(list) === all(list.toReversed()) && any(list) === any(list.toReversed())),
    );
  });

  it('counts: all is at least every one, any is at least one', () => {
    fc.assert(
      fc.property(statuses, (list) => all(list) === atLeast(list.length, list) && any(list) === atLeast(1, list)),
    );
  });

  it('never overturns a known result when an unknown is filled in', () => {
    fc.assert(
      fc.property(filled, fc.nat(4), ([before, after], count) => {
        for (const combine of [all, any, (list: readonly Status[]) => atLeast(count, list)]) {
          const known = combine(before);
          if (known !== 'unknown') expect(combine(after)).toBe(known);
        }
      }),
    );
  });
});
