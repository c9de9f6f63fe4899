import { RequestProblem } from './problems.js';

const DEEPEST = 200;

/** Whether a parsed JSON value is nested deeper than `limit` levels. Without recursion: the value is what may overflow it. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > limit) return true;
    for (const child of Object.values(next.value)) open.push({ value: child, depth: next.depth + 1 });
  }
  return false;
}

/**
 * Runs `judge`; should it run out of stack over input that is absurdly nested, that is the input's fault and not ours.
 * Measured only then: scanning every body for depth would cost a quarter of its parse.
 */
export async function refusingDepth<T>(input: unknown, judge: () => T | Promise<T>): Promise<T> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof RangeError && isDeeperThan(input, DEEPEST)) throw new RequestProblem('nested-too-deep');
    throw error;
  }
}
