#!/usr/bin/env node
// Side by side: a CDS Hooks service and a bare Express baseline, the same request, in one run.
//
//   npm install                                   once, in this folder
//   node gen.mjs --out requests
//   node bench.mjs http://127.0.0.1:3000/cds-services/ID requests/typical.json
//
// Options: --concurrency 1,8,32   --seconds 50 (the whole run, at most 55)   --rounds 5   --gzip (send the body gzipped)
//          --peer URL --peer-file FILE   a peer instead of the baseline (its own body, if it wants other prefetch keys)
//          --token TOKEN       sent to the service, and not to the other
//          --start 'COMMAND'   starts the service itself (PORT is set from URL) and times its cold start
//          --min-ratio R       exit 1 if the req/s ratio over all rounds is under R
//          --json FILE         writes all figures
//
// The two take turns, slice by slice, so that a busy neighbour hits both alike; each figure is the median of the
// rounds, and each ratio is the median of the rounds' own ratios. Rounds in which other processes were busy are left
// out where three others remain. CPU and memory come from /proc for the process that listens on the port and all its
// children. Two equal services come out at 1.0 give or take 0.1 on a busy two-core machine. Targets are loopback only.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';

const argv = process.argv.slice(2);
const opt = (name, fallback) => {
  const i = argv.indexOf('--' + name);
  return i < 0 ? fallback : argv[i + 1];
};
const flag = (name) => argv.includes('--' + name);
const valued = new Set([
  'concurrency',
  'seconds',
  'rounds',
  'peer',
  'peer-file',
  'start',
  'token',
  'min-ratio',
  'json',
]);
const positional = argv.filter(
  (a, i) => !a.startsWith('--') && !(argv[i - 1]?.startsWith('--') && valued.has(argv[i - 1].slice(2))),
);
if (positional.length !== 2) {
  console.error('usage: node bench.mjs URL REQUEST.json [options]; see the head of the file');
  process.exit(2);
}
const [url, file] = positional;
const concurrency = opt('concurrency', '1,8,32').split(',').map(Number);
const seconds = Math.min(55, Number(opt('seconds', 50)));
const rounds = Number(opt('rounds', 5));
const median = (list) => {
  const s = [...list].sort((a, b) => a - b);
  return s.length % 2 ? s[s.length >> 1] : (s[s.length / 2 - 1] + s[s.length / 2]) / 2;
};
const times = (x) => (x < 0.1 ? x.toPrecision(2) : x.toFixed(2)) + 'x';
const at = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
const loopback = (u) => {
  const h = new URL(u).hostname;
  if (!/^(127(\.\d+){3}|localhost|\[::1\])$/.test(h)) {
    console.error(`not a loopback address: ${h}`);
    process.exit(2);
  }
  return u;
};

// ---- the process behind a port
function listener(port) {
  const hex = ':' + port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((f) => {
        try {
          return readFileSync(f, 'utf8').split('\n');
        } catch {
          return [];
        }
      })
      .map((l) => l.trim().split(/\s+/))
      .filter((c) => c[1]?.endsWith(hex) && c[3] === '0A')
      .map((c) => `socket:[${c[9]}]`),
  );
  for (const pid of readdirSync('/proc').filter((d) => /^\d+$/.test(d))) {
    try {
      if (
        readdirSync(`/proc/${pid}/fd`).some((fd) => {
          try {
            return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
          } catch {
            return false;
          }
        })
      )
        return Number(pid);
    } catch {
      /* gone, or not ours */
    }
  }
}
function tree(root) {
  if (!root) return [];
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((d) => /^\d+$/.test(d))) {
    try {
      const ppid = Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[1],
      );
      children.set(ppid, [...(children.get(ppid) ?? []), Number(pid)]);
    } catch {
      /* gone */
    }
  }
  const all = [root];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  return all;
}
const cpuMs = (pids) =>
  pids.reduce((sum, pid) => {
    try {
      const f = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return sum + 10 * (Number(f[11]) + Number(f[12]));
    } catch {
      return sum;
    }
  }, 0);
const machineMs = () => {
  const f = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))[1].split(' ').map(Number);
  return 10 * (f[0] + f[1] + f[2] + f[5] + f[6] + f[7]);
};
const ownMs = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1000;
};
const resetPeak = (pids) =>
  pids.forEach((pid) => {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      /* not allowed */
    }
  });
const peakMb = (pids) =>
  pids.reduce((sum, pid) => {
    try {
      return sum + Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    } catch {
      return sum;
    }
  }, 0);

// ---- one slice of load: a fixed number of requests, so that none is left running when the other's turn comes
function slice(target, connections, amount) {
  return new Promise((resolve, reject) => {
    const pids = tree(target.pid);
    const took = [];
    let bad = 0,
      first,
      last;
    resetPeak(pids);
    const cpu = cpuMs(pids),
      machine = machineMs(),
      own = ownMs(),
      start = performance.now();
    const run = autocannon(
      {
        url: target.url,
        method: 'POST',
        headers: target.headers,
        body: target.body,
        connections,
        amount,
        timeout: 120,
        sampleInt: 20,
        verifyBody: (body) => String(body).includes('"cards"'),
      },
      (err, result) => {
        if (err) return reject(err);
        const wall = (last - first) / 1000;
        const used = cpuMs(pids) - cpu;
        const neighbours = Math.max(0, machineMs() - machine - used - (ownMs() - own)) / (performance.now() - start);
        resolve({
          rps: took.length / wall,
          took,
          bad: bad + result.errors + result.timeouts + result.mismatches,
          cpu: used / took.length,
          peak: peakMb(pids),
          neighbours,
        });
      },
    );
    first = performance.now();
    run.on('response', (client, status, bytes, ms) => {
      last = performance.now();
      took.push(ms);
      if (status !== 200) bad++;
    });
  });
}

async function ready(target, ms) {
  const until = performance.now() + ms;
  for (;;) {
    try {
      const res = await fetch(target.url, { method: 'POST', headers: target.headers, body: target.body });
      const text = await res.text();
      if (res.status !== 200)
        throw Object.assign(new Error(`${target.name} answered ${res.status}: ${text.slice(0, 200)}`), {
          answered: true,
        });
      const cards = JSON.parse(text).cards;
      if (!Array.isArray(cards))
        throw Object.assign(new Error(`${target.name} answered no cards: ${text.slice(0, 200)}`), { answered: true });
      return { cards: cards.length, bytes: text.length };
    } catch (err) {
      if (err.answered) throw err;
      if (performance.now() > until)
        throw new Error(`no answer from ${target.name} at ${target.url}: ${err.cause?.code ?? err.message}`, {
          cause: err,
        });
      await sleep(5);
    }
  }
}
const killTree = (child) =>
  new Promise((done) => {
    child.once('exit', done);
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      done();
    }
    setTimeout(() => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        /* gone */
      }
    }, 2000).unref();
  });

async function main() {
  const make = (name, u, f) => {
    const raw = readFileSync(f);
    const headers = { 'content-type': 'application/json', ...(flag('gzip') ? { 'content-encoding': 'gzip' } : {}) };
    if (opt('token') && name === 'service') headers.authorization = `Bearer ${opt('token')}`;
    return { name, url: loopback(u), file: f, headers, body: flag('gzip') ? gzipSync(raw) : raw, bytes: raw.length };
  };
  const started = [];
  const startBaseline = async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('baseline.mjs', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: { ...process.env, PORT: '0', NODE_ENV: 'production' },
    });
    started.push(child);
    const line = await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', () => reject(new Error('the baseline did not start; npm install in this folder?')));
    });
    return { child, url: `http://127.0.0.1:${JSON.parse(line).port}/cds-services/baseline` };
  };
  const startService = () => {
    const child = spawn('bash', ['-c', 'exec ' + opt('start')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
      env: { NODE_ENV: 'production', ...process.env, PORT: String(new URL(url).port) },
    });
    started.push(child);
    return child;
  };
  process.on('exit', () =>
    started.forEach((c) => {
      try {
        process.kill(-c.pid, 'SIGKILL');
      } catch {
        /* gone */
      }
    }),
  );
  for (const sig of ['SIGINT', 'SIGTERM']) process.on(sig, () => process.exit(130));

  const begun = performance.now();
  const service = make('service', url, file);
  let other;
  const out = {
    url,
    file: basename(file),
    bytes: service.bytes,
    gzip: flag('gzip'),
    node: process.version,
    cores: (await import('node:os')).availableParallelism(),
    rows: [],
  };

  if (opt('start')) {
    // spawn to first answer, in turns
    const cold = { service: [], baseline: [] };
    for (let i = 0; i < 3; i++) {
      let t = performance.now();
      const b = await startBaseline();
      await ready(make('baseline', b.url, file), 20000);
      cold.baseline.push(performance.now() - t);
      await killTree(b.child);
      t = performance.now();
      const s = startService();
      await ready(service, 20000);
      cold.service.push(performance.now() - t);
      await killTree(s);
    }
    out.coldStartMs = { service: median(cold.service), baseline: median(cold.baseline) };
    startService();
    await ready(service, 20000);
  }
  if (opt('peer')) other = make('peer', opt('peer'), opt('peer-file', file));
  else other = make('baseline', (await startBaseline()).url, file);

  const pair = [other, service];
  for (const t of pair) {
    t.first = await ready(t, 2000);
    t.pid = listener(Number(new URL(t.url).port));
  }
  console.log(
    `${basename(file)}: ${(service.bytes / 1000).toFixed(0)} kB${flag('gzip') ? ` (gzip ${(service.body.length / 1000).toFixed(0)} kB)` : ''}; service answered ${service.first.cards} card(s), ${service.first.bytes} B; node ${process.version}, ${out.cores} cores`,
  );
  if (out.coldStartMs)
    console.log(
      `cold start to first answer: baseline ${out.coldStartMs.baseline.toFixed(0)} ms, service ${out.coldStartMs.service.toFixed(0)} ms, ratio ${(out.coldStartMs.service / out.coldStartMs.baseline).toFixed(2)}`,
    );

  for (const t of pair) {
    // warm up, and learn the rate
    const until = performance.now() + 2500;
    for (let amount = 1; ; amount = Math.min(4000, amount * 4)) {
      const r = await slice(t, Math.min(4, amount), amount);
      t.rate = r.rps;
      if (r.bad) throw new Error(`${t.name}: ${r.bad} bad answers while warming up`);
      if (performance.now() > until || (until - performance.now()) / 1000 < (amount * 2) / t.rate) break;
    }
  }
  const left = seconds - (performance.now() - begun) / 1000;
  const each = Math.max(0.4, (left * 0.9) / (concurrency.length * rounds * 2));
  const head = ['', 'conc', 'req/s', 'p50 ms', 'p99 ms', 'cpu ms/req', 'peak MB', 'n'];
  console.log(head.map((h, i) => (i ? h.padStart(11) : h.padEnd(9))).join(''));
  for (const c of concurrency) {
    const amount = (t) => Math.max(2 * c, Math.round(t.rate * each));
    const fits = () => performance.now() - begun + 1000 * pair.reduce((sum, t) => sum + amount(t) / t.rate, 0) < 57000;
    const got = new Map(pair.map((t) => [t, []]));
    for (let r = 0; r < rounds && fits(); r++)
      for (const t of r % 2 ? [...pair].reverse() : pair) got.get(t).push(await slice(t, c, amount(t)));
    if (!got.get(service).length) {
      console.log(
        `conc ${c}: left out, no time left (${pair.map((t) => `${t.name} ${t.rate.toFixed(2)} req/s`).join(', ')})`,
      );
      continue;
    }
    const row = { concurrency: c };
    const calm = [...got.get(service).keys()].filter((r) => pair.every((t) => got.get(t)[r].neighbours < 0.25));
    if (calm.length >= 3)
      for (const t of pair)
        got.set(
          t,
          calm.map((r) => got.get(t)[r]),
        );
    for (const t of pair) {
      const s = got.get(t);
      const all = s.flatMap((x) => x.took).sort((a, b) => a - b);
      row[t.name] = {
        rps: median(s.map((x) => x.rps)),
        p50: at(all, 0.5),
        p99: at(all, 0.99),
        cpu: t.pid ? median(s.map((x) => x.cpu)) : NaN,
        peak: t.pid ? Math.max(...s.map((x) => x.peak)) : NaN,
        n: all.length,
        bad: s.reduce((a, x) => a + x.bad, 0),
      };
      const v = row[t.name];
      console.log(
        [
          t.name.padEnd(9),
          ...[c, v.rps.toFixed(1), v.p50.toFixed(2), v.p99.toFixed(2), v.cpu.toFixed(2), v.peak.toFixed(0), v.n].map(
            (x) => String(x).padStart(11),
          ),
        ].join('') + (v.bad ? `   ${v.bad} BAD ANSWERS` : ''),
      );
      if (v.bad) process.exitCode = 1;
    }
    const [a, b] = [got.get(other), got.get(service)];
    row.ratios = b.map((x, i) => x.rps / a[i].rps);
    row.ratio = median(row.ratios);
    row.cpuRatio = median(b.map((x, i) => x.cpu / a[i].cpu));
    row.neighbours = median([...a, ...b].map((x) => x.neighbours));
    row.addedCpuMs = row.service.cpu - row[other.name].cpu;
    console.log(
      `ratio    ${String(c).padStart(11)}${[row.ratio, row.service.p50 / row[other.name].p50, row.service.p99 / row[other.name].p99, row.cpuRatio].map((x) => times(x).padStart(11)).join('')}   service adds ${row.addedCpuMs.toFixed(2)} ms CPU a request`,
    );
    out.rows.push(row);
  }
  const busy = Math.max(0, ...out.rows.map((r) => r.neighbours));
  if (busy > 0.15)
    console.log(
      `other processes kept ${busy.toFixed(1)} of ${out.cores} cores busy meanwhile: trust the CPU column and the ratios, not req/s, p50 and p99`,
    );
  if (!out.rows.length) throw new Error('nothing measured');
  const all = out.rows.flatMap((r) => r.ratios).sort((a, b) => a - b);
  out.ratio = median(all);
  console.log(
    `service / ${other.name}: ${times(out.ratio)} req/s (${all.length} pairs, middle half ${times(at(all, 0.25))}-${times(at(all, 0.75))}), ${times(median(out.rows.map((r) => r.cpuRatio)))} CPU   (${((performance.now() - begun) / 1000).toFixed(0)} s)`,
  );
  if (opt('json')) writeFileSync(opt('json'), JSON.stringify(out, null, 1));
  if (opt('min-ratio') && out.ratio < Number(opt('min-ratio'))) {
    console.log(`under the wanted ratio ${opt('min-ratio')}`);
    process.exitCode = 1;
  }
}
main().then(
  () => process.exit(process.exitCode ?? 0),
  (err) => {
    console.error(err.message);
    process.exit(2);
  },
);
