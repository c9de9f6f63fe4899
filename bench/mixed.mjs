// Targets 13 and 17: small requests while a large one is in flight, and 64 connections at once. The service and bare Express
// are asked turn by turn in the same run.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SERVICE = '/cds-services/myositis-rituximab-review';
const headers = { 'content-type': 'application/json' };
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function answering(address, body) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      if ((await fetch(address + SERVICE, { method: 'POST', headers, body })).ok) return;
    } catch {
      // not up yet
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${address}`);
}

const load = (address, body, connections, seconds) =>
  new Promise((resolve, reject) => {
    const options = { url: address + SERVICE, method: 'POST', headers, body, connections, duration: seconds };
    autocannon(options, (error, result) => {
      if (error) reject(error);
      else resolve({ p99: result.latency.p99, bad: result.errors + result.timeouts + result.non2xx });
    });
  });

/** One large request after another, for as long as small ones are asked. */
async function smallBesideLarge(address, small, large, seconds) {
  let isOver = false;
  const heavy = (async () => {
    while (!isOver) await (await fetch(address + SERVICE, { method: 'POST', headers, body: large })).arrayBuffer();
  })();
  const result = await load(address, small, 4, seconds);
  isOver = true;
  await heavy;
  return result;
}

/** `mixed` is the ratio of p99, `many` the service's own p99 in milliseconds; NaN where a request failed. */
export async function measureMixed({ program, port, env, small, large, seconds, rounds }) {
  const [text, heavy] = [JSON.stringify(small), JSON.stringify(large)];
  const start = (script, at) =>
    spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, PORT: String(at) } });
  const children = [start(program, port), start(here('baseline.mjs'), port + 1)];
  const [service, bare] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`];
  try {
    for (const address of [service, bare]) {
      await answering(address, text);
      await smallBesideLarge(address, text, heavy, seconds);
    }
    const ratios = [];
    const many = [];
    let bad = 0;
    for (let round = 0; round < rounds; round += 1) {
      const ours = await smallBesideLarge(service, text, heavy, seconds);
      const theirs = await smallBesideLarge(bare, text, heavy, seconds);
      ratios.push(ours.p99 / theirs.p99);
      const crowd = await load(service, text, 64, seconds);
      many.push(crowd.p99);
      bad += ours.bad + crowd.bad;
    }
    return bad > 0 ? { mixed: Number.NaN, many: Number.NaN } : { mixed: median(ratios), many: median(many) };
  } finally {
    for (const child of children) child.kill();
  }
}
