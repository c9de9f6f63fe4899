// Targets 14 and 15: a hook that lacks six keys, answered with the help of a FHIR server that takes 100 ms, or never answers.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const LEFT_OUT = ['labsCore', 'safetyLabs', 'autoantibodies', 'allergies', 'immunizations', 'procedures'];
const SERVER_MILLISECONDS = 100;
const SERVICE = 'myositis-rituximab-review';
/** The resource type that answers each key left out; Observations stand under one. */
const KEY_OF = { Observation: 'labsCore', AllergyIntolerance: 'allergies', Immunization: 'immunizations' };

/** Answers any search from the prefetch of the request itself; `isStalled` is asked at each call. */
async function fhirServer(prefetch, isStalled) {
  const server = createServer((req, res) => {
    if (isStalled()) return;
    const type = /^\/fhir\/(\w+)/.exec(req.url)?.[1];
    const body = prefetch[KEY_OF[type]] ?? { resourceType: 'Bundle', type: 'searchset' };
    setTimeout(
      () => res.setHeader('content-type', 'application/fhir+json').end(JSON.stringify(body)),
      SERVER_MILLISECONDS,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}/fhir`,
    close: () => server.closeAllConnections() || server.close(),
  };
}

async function answering(address) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      if ((await fetch(`${address}/health/live`)).ok) return;
    } catch {
      // not up yet
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the service did not start');
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];

/** Milliseconds: `slow` is the p95 with a slow server, `dead` the longest answer with one that stalls. */
export async function measureFetching({ program, port, env, request, times }) {
  let isStalled = false;
  const server = await fhirServer(request.prefetch, () => isStalled);
  const address = `http://127.0.0.1:${port}`;
  const service = spawn(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...env, PORT: String(port) },
  });
  const prefetch = Object.fromEntries(Object.entries(request.prefetch).filter(([key]) => !LEFT_OUT.includes(key)));
  const fhirAuthorization = {
    access_token: 'x',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/*.rs',
    subject: 'x',
  };
  const body = JSON.stringify({ ...request, prefetch, fhirServer: server.base, fhirAuthorization });
  const fire = async () => {
    const started = performance.now();
    const response = await fetch(`${address}/cds-services/${SERVICE}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { cards } = await response.json();
    const took = performance.now() - started;
    if (response.status !== 200 || cards.length === 0) throw new Error(`answered ${response.status} without a card`);
    const isNamed = LEFT_OUT.every((key) => new RegExp(`Not looked at: .*\\(${key}\\)`).test(cards[0].detail));
    if (isNamed !== isStalled) throw new Error('what was not looked at is not what the card says');
    return took;
  };
  const measure = async () => {
    const took = [];
    for (let turn = 0; turn < times; turn += 1) took.push(await fire());
    return took;
  };
  try {
    await answering(address);
    // the HTTP client is loaded half a second after the start
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (let turn = 0; turn < 20; turn += 1) await fire();
    const slow = percentile(await measure(), 0.95);
    isStalled = true;
    return { slow, dead: Math.max(...(await measure())) };
  } finally {
    service.kill();
    server.close();
  }
}
