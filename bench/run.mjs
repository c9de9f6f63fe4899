// `npm run bench`: every target of this project beside bare Express in the same run.
// Ratios count, not milliseconds; `--quick` measures the HTTP rows for a shorter time.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureFetching } from './fetch.mjs';
import { SIZES, makeRequest } from './gen.mjs';
import { measureMixed } from './mixed.mjs';
import { newClient } from './trust.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const isQuick = process.argv.includes('--quick');
const evaluateAt = process.argv.find((argument) => argument.startsWith('--evaluate='))?.slice('--evaluate='.length);
const port = 3900 + (process.pid % 90);
const url = `http://127.0.0.1:${port}/cds-services/myositis-rituximab-review`;
const today = new Date().toISOString().slice(0, 10);

/** Floor and goal of each target; `isLower` where less is better. */
const TARGETS = {
  ratio: { name: '1 req/s ÷ bare, refractory', small: [0.6, 0.8], typical: [0.8, 0.9], large: [0.85, 1] },
  silent: { name: '2 req/s ÷ bare, out of scope', small: [0.8, 0.95], typical: [0.9, 0.95], large: [0.9, 0.95] },
  followed: { name: '1 req/s ÷ bare, after rituximab', typical: [0.8, 0.9] },
  evaluation: {
    name: '4 evaluation ÷ JSON.parse',
    isLower: true,
    small: [0.6, 0.3],
    typical: [0.3, 0.12],
    large: [0.12, 0.06],
  },
  cpu: { name: '5 CPU beyond bare at 8', isLower: true, small: [0.6, 0.25], typical: [0.25, 0.12], large: [0.2, 0.08] },
  scaling: { name: '6 scaling exponent, all', isLower: true, all: [1.15, 1.05] },
  scalingAlone: { name: '6 scaling exponent, evaluation', isLower: true, all: [1.2, 1.05] },
  start: { name: '7 cold start ÷ bare', isLower: true, all: [4, 2.5] },
  flight: { name: '8 memory in flight, bodies', isLower: true, small: [5, 3], typical: [5, 3], large: [5, 3] },
  peak: { name: '9 peak memory ÷ bare at 1', isLower: true, small: [2, 1.4], typical: [2, 1.4], large: [2, 1.4] },
  gzip: { name: '11 gzipped: req/s ÷ bare, refractory', typical: [0.9, 1.25] },
  gzipSilent: { name: '11 gzipped: req/s ÷ bare, out of scope', typical: [0.9, 1.25] },
  mixed: { name: "13 small beside large: p99 ÷ bare's", isLower: true, small: [1.5, 1.1] },
  many: { name: '17 64 connections: p99 ms', isLower: true, small: [50, 50] },
  slow: { name: '14 six keys from a 100 ms server: p95 ms', isLower: true, small: [250, 250] },
  dead: { name: '15 stalled server: longest answer, ms', isLower: true, small: [400, 400] },
  trust: { name: '16 JWT required: ms CPU more', isLower: true, small: [0.6, 0.3] },
  p99: { name: "10 p99 ÷ bare's at 8", isLower: true, small: [1.5, 1.15], typical: [1.5, 1.15], large: [1.5, 1.15] },
};
const rows = [];

function record(target, size, value) {
  const { name, isLower = false, [size]: bounds } = TARGETS[target];
  if (!bounds || !Number.isFinite(value)) return;
  const [floor, goal] = bounds;
  const reaches = (bound) => (isLower ? value <= bound : value >= bound);
  rows.push([name, size, floor, goal, value.toFixed(2), reaches(goal) ? 'goal' : reaches(floor) ? 'floor' : 'MISSED']);
}

// on loopback and without tokens; row 16 says what asking for them costs
const open = { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'development', HOST: '127.0.0.1', TRUST_MODE: 'off' };

function run(script, args, env = open) {
  const done = spawnSync(process.execPath, [here(script), ...args], {
    encoding: 'utf8',
    env,
  });
  process.stdout.write(done.stdout);
  if (done.status === 2) throw new Error(done.stderr);
  return done.stdout;
}

function compare(size, scenario, more = []) {
  const file = here(`requests/${scenario}-${size}.json`);
  writeFileSync(file, JSON.stringify(makeRequest({ resources: SIZES[size], scenario, asOf: today })));
  const report = here('requests/report.json');
  console.log(`\n${scenario}`);
  run('bench.mjs', [
    url,
    file,
    '--start',
    `node ${here('../dist/main.js')}`,
    '--seconds',
    isQuick ? '20' : '45',
    '--rounds',
    isQuick ? '3' : '5',
    '--json',
    report,
    ...more,
  ]);
  return JSON.parse(readFileSync(report, 'utf8'));
}

mkdirSync(here('requests'), { recursive: true });
for (const size of Object.keys(SIZES)) {
  const { ratio, rows: measured, bytes, coldStartMs } = compare(size, 'refractory');
  record('ratio', size, ratio);
  const at = (concurrency) => measured.find((row) => row.concurrency === concurrency);
  const [one, eight, many] = [at(1), at(8), at(32)];
  if (eight) record('cpu', size, eight.cpuRatio - 1);
  if (eight) record('p99', size, eight.service.p99 / eight.baseline.p99);
  if (one) record('peak', size, one.service.peak / one.baseline.peak);
  if (one && many) record('flight', size, ((many.service.peak - one.service.peak) * 1e6) / 31 / bytes);
  if (size === 'typical' && coldStartMs) record('start', 'all', coldStartMs.service / coldStartMs.baseline);
}
for (const size of Object.keys(SIZES))
  record('silent', size, compare(size, 'unrelated', ['--concurrency', '1,8']).ratio);
record('followed', 'typical', compare('typical', 'followed', ['--concurrency', '1,8']).ratio);

for (const [target, scenario] of [
  ['gzip', 'refractory'],
  ['gzipSilent', 'unrelated'],
])
  record(target, 'typical', compare('typical', scenario, ['--gzip', '--concurrency', '8']).ratio);

/** The same service twice, once asking for a token: CPU alone counts. */
function compareTrust() {
  const client = newClient(here('requests/clients.json'));
  const file = here('requests/unrelated-small.json');
  const report = here('requests/report.json');
  const service = `node ${here('../dist/main.js')}`;
  const peerPort = port + 100;
  const peer = spawn(process.execPath, [here('../dist/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...open, PORT: String(peerPort) },
  });
  const { TRUST_MODE: _off, ...others } = open;
  console.log('\nthe service with a token (RS384) beside the service without');
  try {
    const token = client.tokenFor(new URL(url).pathname);
    const args = ['--start', service, '--peer', url.replace(`:${port}`, `:${peerPort}`), '--token', token];
    const more = ['--concurrency', '8', '--seconds', '20', '--rounds', isQuick ? '5' : '9', '--json', report];
    run('bench.mjs', [url, file, ...args, ...more], { ...others, ...client.env });
    record('trust', 'small', JSON.parse(readFileSync(report, 'utf8')).rows[0].addedCpuMs);
  } finally {
    peer.kill();
  }
}
compareTrust();

console.log('\nfetching');
const fetched = await measureFetching({
  program: here('../dist/main.js'),
  port: port + 200,
  env: open,
  request: makeRequest({ resources: SIZES.small, scenario: 'refractory', asOf: today }),
  times: isQuick ? 30 : 100,
});
for (const target of ['slow', 'dead']) record(target, 'small', fetched[target]);

console.log('\nmixed sizes, and 64 connections');
const mixed = await measureMixed({
  program: here('../dist/main.js'),
  port: port + 300,
  env: open,
  small: makeRequest({ resources: SIZES.small, scenario: 'unrelated', asOf: today }),
  large: makeRequest({ resources: SIZES.large, scenario: 'unrelated', asOf: today }),
  seconds: isQuick ? 2 : 5,
  rounds: isQuick ? 3 : 5,
});
for (const target of ['mixed', 'many']) record(target, 'small', mixed[target]);

console.log('\nin process');
const limits = run('limits.mjs', ['--evaluate', evaluateAt ?? `${here('../dist/edge/bench.js')}#evaluateRequest`]);
for (const size of Object.keys(SIZES))
  record('evaluation', size, Number(new RegExp(`^${size}\\s+(?:\\S+\\s+){6}(\\S+)`, 'm').exec(limits)?.[1]));
const exponents = /all ([\d.]+), \S+ alone ([\d.]+)/.exec(limits);
record('scaling', 'all', Number(exponents?.[1]));
record('scalingAlone', 'all', Number(exponents?.[2]));

console.log('\n| target | size | floor | goal | measured | reached |\n| --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
rmSync(here('requests/report.json'), { force: true });
