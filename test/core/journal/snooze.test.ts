import fc from 'fast-check';
import { restOf } from '../../../src/core/journal/snooze.js';
import type { Answer, CardHistory } from '../../../src/core/journal/snooze.js';
import { parseDay } from '../../../src/core/time.js';
import { knowledge } from '../../knowledge.js';

const DAY = 86_400_000;
const parameters = knowledge.parametersOn(parseDay('2026-11-25') ?? 0);
const reasons = new Map([['data-wrong', 30]]);
const rest = (indicator: 'info' | 'warning' | 'critical', history: CardHistory, now: number) =>
  restOf(indicator, history, now, parameters, reasons);
const never: CardHistory = { firstShown: undefined, lastAnswer: undefined };
const answered = (outcome: Answer['outcome'], reason?: string): CardHistory => ({
  firstShown: 0,
  lastAnswer: { at: 0, outcome, reason },
});

describe('a card', () => {
  it('shows when it was never shown', () => {
    expect(rest('info', never, 5 * DAY)).toEqual({ kind: 'show' });
  });

  it.each([
    ['an accepted info card', 'info', answered('accepted'), 90],
    ['an info card set aside without a reason', 'info', answered('overridden'), 90],
    ['an info card set aside with a reason', 'info', answered('overridden', 'will-monitor'), 90],
    ['an accepted warning', 'warning', answered('accepted'), 14],
    ['a warning set aside without a reason', 'warning', answered('overridden'), 14],
    ['a warning set aside with a reason', 'warning', answered('overridden', 'will-monitor'), 90],
    ['a warning set aside for a reason with days of its own', 'warning', answered('overridden', 'data-wrong'), 30],
  ] as const)('%s rests', (_story, indicator, history, days) => {
    const until = days * DAY;
    expect(rest(indicator, history, 0)).toEqual({ kind: 'rest', until, why: 'answered' });
    expect(rest(indicator, history, until - 1).kind).toBe('rest');
    expect(rest(indicator, history, until)).toEqual({ kind: 'show' });
  });

  it('that informs and that nobody answers shows for 7 days, then rests until 90 days have passed', () => {
    const shown: CardHistory = { firstShown: 0, lastAnswer: undefined };
    expect(rest('info', shown, 7 * DAY - 1)).toEqual({ kind: 'show' });
    expect(rest('info', shown, 7 * DAY)).toEqual({ kind: 'rest', until: 90 * DAY, why: 'unanswered' });
    expect(rest('info', shown, 90 * DAY)).toEqual({ kind: 'show' });
  });

  it('that warns keeps showing until somebody answers', () => {
    expect(rest('warning', { firstShown: 0, lastAnswer: undefined }, 400 * DAY)).toEqual({ kind: 'show' });
  });

  it('that is critical always shows, whatever happened before', () => {
    const history = fc.record({
      firstShown: fc.option(fc.integer(), { nil: undefined }),
      lastAnswer: fc.option(
        fc.record({
          at: fc.integer(),
          outcome: fc.constantFrom('accepted' as const, 'overridden' as const),
          reason: fc.option(fc.string(), { nil: undefined }),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(fc.property(history, fc.integer(), (past, now) => rest('critical', past, now).kind === 'show'));
  });
});
