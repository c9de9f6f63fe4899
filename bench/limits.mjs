#!/usr/bin/env node
// What the work must cost in one thread of this machine: decode, JSON.parse, and one pass that extracts the facts.
//
//   node limits.mjs                              the three sizes, the scaling exponent, NDJSON patients a second
//   node limits.mjs REQUEST.json ...             those files instead
//   node limits.mjs --evaluate MODULE[#export]   the product's own function of the request (default export: evaluate),
//                                                beside the one pass, as a share of JSON.parse of the same body
//
// Times are CPU time of this process (garbage collection included), so a busy neighbour disturbs them little;
// each is the median of five batches, in the scaling exponent the least of them.
import { readFileSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CORE_SET, DRUGS, SIZES, SCENARIOS, countResources, makeRequest } from './gen.mjs';

const LOINC = 'http://loinc.org',
  RX = 'http://www.nlm.nih.gov/research/umls/rxnorm',
  ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const SERIES = new Map([
  ...['2157-6', '1761-6', '14804-9', '2465-3'].map((c) => [c, LOINC]),
  ...['mmt8-total', 'haq-di', 'physician-global-vas', 'patient-global-vas', 'mdaat-extramuscular-vas'].map((c) => [
    c,
    CORE_SET,
  ]),
]);
const SCREEN = new Set(['5196-1', '16933-4']);
const DRUG_OF = new Map(Object.entries(DRUGS).map(([k, v]) => [v, k]));
const AGENTS = ['azathioprine', 'methotrexate', 'mycophenolate'];

// One pass over the resources: the facts that the clinical question needs, and nothing kept but them.
export function onePass(req) {
  const facts = { series: {}, drugs: {}, screenNegative: 0, hasMyositis: false, hasIld: false };
  const visit = (r) => {
    switch (r.resourceType) {
      case 'Observation': {
        if (r.status !== 'final') return;
        for (const c of r.code.coding) {
          if (SERIES.get(c.code) === c.system && c.system !== undefined) {
            (facts.series[c.code] ??= []).push({ t: r.effectiveDateTime, v: r.valueQuantity?.value });
          } else if (c.system === LOINC && SCREEN.has(c.code)) {
            for (const v of r.valueCodeableConcept?.coding ?? []) if (v.code === '260385009') facts.screenNegative++;
          }
        }
        return;
      }
      case 'MedicationRequest':
      case 'MedicationStatement':
      case 'MedicationAdministration': {
        for (const c of r.medicationCodeableConcept?.coding ?? []) {
          const key = c.system === RX ? DRUG_OF.get(c.code) : undefined;
          if (!key) continue;
          const d = (facts.drugs[key] ??= {
            orders: 0,
            given: 0,
            active: false,
            failed: false,
            maxDose: 0,
            start: undefined,
            end: undefined,
          });
          if (r.resourceType === 'MedicationAdministration') {
            d.given++;
            continue;
          }
          d.orders++;
          if (r.status === 'active') d.active = true;
          for (const s of r.statusReason?.coding ?? []) if (s.code === 'lack-of-efficacy') d.failed = true;
          for (const i of r.dosageInstruction ?? [])
            for (const q of i.doseAndRate ?? [])
              if (q.doseQuantity?.value > d.maxDose) d.maxDose = q.doseQuantity.value;
          const p = r.dispenseRequest?.validityPeriod;
          if (p?.start && !(d.start <= p.start)) d.start = p.start;
          if (p?.end && !(d.end >= p.end)) d.end = p.end;
        }
        return;
      }
      case 'Condition':
        for (const c of r.code.coding)
          if (c.system === ICD10) {
            if (c.code.startsWith('M33')) facts.hasMyositis = true;
            else if (c.code.startsWith('J84')) facts.hasIld = true;
          }
    }
  };
  for (const p of Object.values(req.prefetch))
    if (p?.resourceType === 'Bundle') {
      for (const e of p.entry ?? []) visit(e.resource);
    } else if (p) visit(p);
  for (const s of Object.values(facts.series)) s.sort((a, b) => (a.t < b.t ? -1 : 1));
  const last = (c) => facts.series[c]?.at(-1)?.v;
  facts.failed = AGENTS.filter((a) => facts.drugs[a]?.failed).length;
  facts.eligible =
    facts.hasMyositis &&
    facts.failed >= 2 &&
    last('mmt8-total') < 70 &&
    last('2157-6') > 200 &&
    !facts.drugs.rituximab &&
    facts.screenNegative >= 2;
  facts.detail = `CK ${last('2157-6')}, MMT8 ${last('mmt8-total')}, HAQ ${last('haq-di')}, failed ${facts.failed}, IVIG ${facts.drugs.ivig?.given ?? 0}`;
  return facts;
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
// CPU milliseconds of one call: batches of at least 150 ms
export function cost(fn, batches = 5, pick = median) {
  for (let i = 0, until = performance.now() + 200; i < 3 || performance.now() < until; i++) fn();
  const out = [];
  for (let b = 0; b < batches; b++) {
    const c0 = process.cpuUsage(),
      until = performance.now() + 150;
    let n = 0;
    do {
      fn();
      n++;
    } while (performance.now() < until || n < 3);
    const c = process.cpuUsage(c0);
    out.push((c.user + c.system) / 1000 / n);
  }
  return pick(out);
}

async function main(argv) {
  const at = argv.indexOf('--evaluate');
  const [mod, name = 'evaluate'] = at < 0 ? [] : argv[at + 1].split('#');
  const files = argv.filter((a, i) => !a.startsWith('--') && (at < 0 || i !== at + 1));
  const own = mod && (await import(pathToFileURL(resolve(mod)).href))[name];
  if (mod && typeof own !== 'function') throw new Error(`${mod} exports no function ${name}`);
  if (own && (await own(makeRequest({ resources: 60 }))) === undefined) throw new Error(`${name} returned nothing`);
  const work = own ?? onePass;
  const bodies = files.length
    ? files.map((f) => [basename(f), readFileSync(f)])
    : Object.entries(SIZES).map(([size, resources]) => [size, Buffer.from(JSON.stringify(makeRequest({ resources })))]);
  const f = (x, d = 3) => x.toFixed(d).padStart(9);
  console.log(
    `node ${process.version}; CPU ms a request, one thread\n${'request'.padEnd(14)}       kB resources   decode    parse one-pass${own ? '      own  own/parse' : ''}      all  parse MB/s  all: req/s/core`,
  );
  for (const [size, buf] of bodies) {
    const text = buf.toString(),
      req = JSON.parse(text);
    const decode = cost(() => buf.toString()),
      parse = cost(() => JSON.parse(text)),
      pass = cost(() => onePass(req)),
      mine = own ? cost(() => own(req)) : 0;
    const all = cost(() => work(JSON.parse(buf.toString())));
    console.log(
      `${size.padEnd(14)}${f(buf.length / 1000, 0)}${f(countResources(req), 0)}${f(decode)}${f(parse)}${f(pass)}${own ? f(mine) + (mine / parse).toFixed(3).padStart(11) : ''}${f(all)}${f(buf.length / 1e3 / parse, 0).padStart(12)}${f(1000 / all, 0).padStart(17)}`,
    );
  }
  if (files.length) return;

  const least = (list) => Math.min(...list);
  const points = [100, 300, 1000, 3000, 10000].map((resources) => {
    const buf = Buffer.from(JSON.stringify(makeRequest({ resources })));
    const req = JSON.parse(buf.toString());
    return [
      Math.log(countResources(req)),
      Math.log(cost(() => work(JSON.parse(buf.toString())), 5, least)),
      Math.log(cost(() => work(req), 5, least)),
    ];
  });
  const slope = (k) => {
    const mean = (i) => points.reduce((a, p) => a + p[i], 0) / points.length,
      mx = mean(0),
      my = mean(k);
    return points.reduce((a, p) => a + (p[0] - mx) * (p[k] - my), 0) / points.reduce((a, p) => a + (p[0] - mx) ** 2, 0);
  };
  console.log(
    `scaling exponent over 100..10000 resources: all ${slope(1).toFixed(2)}, ${own ? name : 'one pass'} alone ${slope(2).toFixed(2)} (1 is linear)`,
  );

  const ndjson = Buffer.from(
    Array.from({ length: 400 }, (_, i) =>
      JSON.stringify(makeRequest({ resources: 120, seed: i + 1, scenario: SCENARIOS[i % 4] })),
    ).join('\n') + '\n',
  );
  const run = (fn) =>
    cost(() => {
      for (let from = 0, nl; (nl = ndjson.indexOf(10, from)) >= 0; from = nl + 1)
        fn(JSON.parse(ndjson.toString('utf8', from, nl)));
    });
  const limit = run(onePass),
    mine = own ? run(own) : 0;
  console.log(
    `population, NDJSON, one patient a line, 120 resources, ${(ndjson.length / 400 / 1000).toFixed(0)} kB: parse + one pass ${(4e5 / limit).toFixed(0)} patients/s/core${own ? `, ${name} ${(4e5 / mine).toFixed(0)}, ratio ${(limit / mine).toFixed(2)}` : ''}`,
  );
}
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  main(process.argv.slice(2)).catch((err) => {
    console.error(err.message);
    process.exit(2);
  });
