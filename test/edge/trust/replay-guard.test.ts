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
  type Answer = 'new' | 'seen' | 'full' | Error | 'silence';
  interface Store extends ReplayGuard {
    answer: Answer;
    asked: number;
  }
  const storeOf = (answer: Answer): Store => {
    const store: Store = {
      answer,
      asked: 0,
      remember: () => {
        store.asked += 1;
        if (store.answer === 'silence') return new Promise(() => undefined);
        return store.answer instanceof Error ? Promise.reject(store.answer) : Promise.resolve(store.answer);
      },
    };
    return store;
  };
  const sharing = (store: Store) => {
    const world = { now: 0, told: 0 };
    const nowSeconds = (): number => world.now;
    const patience = { milliseconds: 20, pauseSeconds: 10 };
    const guard = createSharedReplayGuard(
      createMemoryReplayGuard(nowSeconds),
      store,
      nowSeconds,
      () => (world.told += 1),
      patience,
    );
    return { ...guard, world };
  };

  it('refuses what another replica has seen', async () => {
    expect(await sharing(storeOf('seen')).remember('a', '1', 100)).toBe('seen');
  });

  it('asks once about what it has seen itself', async () => {
    const store = storeOf('new');
    const { remember, world } = sharing(store);
    expect(await remember('a', '1', 100)).toBe('new');
    expect(await remember('a', '1', 100)).toBe('seen');
    expect([store.asked, world.told]).toEqual([1, 0]);
  });

  it.each<[string, Answer]>([
    ['fails', new Error('gone')],
    ['keeps silent', 'silence'],
  ])('goes on alone while the store %s, says so once, and asks again after a pause', async (_name, answer) => {
    const store = storeOf(answer);
    const { remember, world } = sharing(store);
    expect(await Promise.all(['1', '2'].map((jti) => remember('a', jti, 500)))).toEqual(['new', 'new']);
    expect(await remember('a', '1', 500)).toBe('seen');
    expect(await remember('a', '3', 500)).toBe('new');
    expect([store.asked, world.told]).toEqual([2, 1]);
    store.answer = 'seen';
    world.now = 11;
    expect(await remember('a', '4', 500)).toBe('seen');
    expect(store.asked).toBe(3);
  });
});
