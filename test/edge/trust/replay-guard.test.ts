import fc from 'fast-check';
import { createMemoryReplayGuard, createSharedReplayGuard } from '../../../src/edge/trust/replay-guard.js';
import type { ReplayGuard } from '../../../src/edge/trust/replay-guard.js';

describe('CH-142 the memory of tokens', () => {
  it('knows a token until it expires, and forgets it then', async () => {
    let now = 1000;
    const guard = createMemoryReplayGuard(() => now);
    expect(await guard.remember('a', '1', 1300)).toBe('new');
    now = 1299;
    expect(await guard.remember('a', '1', 1300)).toBe('seen');
    now = 1400;
    expect(await guard.remember('a', '1', 1700)).toBe('new');
  });

  it('tells issuers apart, however their names and ids are put together', async () => {
    const guard = createMemoryReplayGuard(() => 0);
    expect(await guard.remember('a', 'b c', 100)).toBe('new');
    expect(await guard.remember('a b', 'c', 100)).toBe('new');
    expect(await guard.remember('a","b', 'c', 100)).toBe('new');
    expect(await guard.remember('a', 'b","c', 100)).toBe('new');
  });

  it('never forgets what has not expired to make room: it says that it is full', async () => {
    let now = 0;
    const guard = createMemoryReplayGuard(() => now, 3);
    for (const jti of ['1', '2', '3']) expect(await guard.remember('a', jti, 300)).toBe('new');
    expect(await guard.remember('a', '4', 300)).toBe('full');
    expect(await guard.remember('a', '1', 300)).toBe('seen');
    now = 400;
    expect(await guard.remember('a', '4', 700)).toBe('new');
  });

  it('forgets nothing early, whatever comes in whatever order', async () => {
    const step = fc.record({
      later: fc.nat(100),
      jti: fc.nat(20).map(String),
      lives: fc.integer({ min: 1, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        let now = 0;
        const guard = createMemoryReplayGuard(() => now);
        const expiries = new Map<string, number>();
        for (const { later, jti, lives } of steps) {
          now += later;
          const answer = await guard.remember('a', jti, now + lives);
          if (now < (expiries.get(jti) ?? 0)) expect(answer).toBe('seen');
          if (answer === 'new') expiries.set(jti, now + lives);
        }
      }),
    );
  });
});

describe('a guard shared by replicas', () => {
  const remembering = (answer: 'new' | 'seen' | Error): ReplayGuard & { asked: number } => {
    const guard = {
      asked: 0,
      remember: () => {
        guard.asked += 1;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
    return guard;
  };
  const fail = (): never => {
    throw new Error('not expected');
  };

  it('refuses what another replica has seen', async () => {
    const guard = createSharedReplayGuard(
      createMemoryReplayGuard(() => 0),
      remembering('seen'),
      fail,
    );
    expect(await guard.remember('a', '1', 100)).toBe('seen');
  });

  it('asks once about what it has seen itself', async () => {
    const shared = remembering('new');
    const guard = createSharedReplayGuard(
      createMemoryReplayGuard(() => 0),
      shared,
      fail,
    );
    expect(await guard.remember('a', '1', 100)).toBe('new');
    expect(await guard.remember('a', '1', 100)).toBe('seen');
    expect(shared.asked).toBe(1);
  });

  it('goes on alone when the store does not answer, and says so', async () => {
    const failures: string[] = [];
    const shared = remembering(new Error('gone'));
    const guard = createSharedReplayGuard(
      createMemoryReplayGuard(() => 0),
      shared,
      () => failures.push('told'),
    );
    expect(await guard.remember('a', '1', 100)).toBe('new');
    expect(await guard.remember('a', '1', 100)).toBe('seen');
    expect(failures).toEqual(['told']);
  });
});
