/** The same numbers in every run: a failure names its number and can be had again. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  readonly below: (below: number) => number;
  readonly one: <T>(values: readonly [T, ...T[]] | readonly T[]) => T;
  readonly chance: (percent: number) => boolean;
}

export function randomOf(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    one: <T>(values: readonly T[]): T => {
      const value = values[below(values.length)];
      if (value === undefined && values.length === 0) throw new Error('nothing to choose from');
      return value as T;
    },
    chance: (percent) => below(100) < percent,
  };
}
