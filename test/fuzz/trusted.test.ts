/** The same bodies, where every call has to be signed: what is not is refused alike, and what is, is judged as before. */
import { createGuardedDoor } from '../../src/edge/guarded-door.js';
import { createLogger } from '../../src/edge/logger.js';
import { createRegistry } from '../../src/edge/trust/registry.js';
import { REVIEW, fixture } from '../conformance/client.js';
import { aClient } from '../edge/trust/clients.js';
import { BASE, NOW, newSigner, token } from '../edge/trust/tokens.js';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { complaint, connection } from './connection.js';
import type { Connection, Got } from './connection.js';
import { mutated } from './mutate.js';
import { sent } from './odd-headers.js';
import { randomOf } from './random.js';
import type { Random } from './random.js';

const SEED = 401;
const CALLS = 400;

const signer = newSigner('ES384');
const review = fixture('readme-example');
let service: RunningService;
let open: Connection;
beforeAll(async () => {
  const door = createGuardedDoor({
    registry: createRegistry([
      aClient([signer.jwk], { limits: { requestsPerMinute: 1_000_000, bodyBytes: 16 * 1024 * 1024 } }),
    ]),
    limits: { addressRequestsPerMinute: 1_000_000, failedAttemptsPerMinute: 1_000_000 },
    trustedProxies: [],
    protectsDiscovery: true,
    addresses: 'public',
    now: () => NOW * 1000,
    logger: createLogger('silent'),
  });
  service = await startService({ door });
  open = connection(service.address, 4);
});
afterAll(async () => {
  open.close();
  await service.close();
});

const signed = (path = REVIEW): string => token(signer, { claims: { aud: `${BASE}${path}` } });

/** A token with a few of its characters replaced, left out or doubled. */
function bent(compact: string, random: Random): string {
  const place = random.below(compact.length);
  const rest = compact.slice(place + 1);
  // the last character of a signature holds bits that mean nothing: it is left alone
  if (place === compact.length - 1) return compact.slice(0, -2);
  const other = random.one(['A', '.', '=', '-', '', 'aa', '%', '"', ' ']);
  const changed = compact.slice(0, place) + other + rest;
  return changed === compact ? compact.slice(1) : changed;
}

function fire(number: number, authorization: string | undefined): Promise<Got> {
  const random = randomOf(SEED + number);
  const { headers, body } = sent(mutated(review, random), random);
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
  return open.post(REVIEW, { headers: { ...others, ...(authorization === undefined ? {} : { authorization }) }, body });
}

it(`${CALLS} bodies with something wrong, each signed`, async () => {
  const statuses = new Set<number>();
  for (let number = 0; number < CALLS; number += 1) {
    const got = await fire(number, `Bearer ${signed()}`);
    expect([number, complaint(REVIEW, got)]).toEqual([number, undefined]);
    statuses.add(got.status);
  }
  expect(statuses).toContain(200);
  expect(statuses).toContain(400);
  expect(statuses).not.toContain(401);
}, 120_000);

it(`CH-144 ${CALLS} bodies without a good token are all refused, in the same words, unread`, async () => {
  const texts = new Set<string>();
  for (let number = 0; number < CALLS; number += 1) {
    const random = randomOf(SEED * 2 + number);
    const authorization = random.one([
      undefined,
      'Bearer',
      `Bearer ${bent(signed(), random)}`,
      `Bearer ${signed('/cds-services/other')}`,
      `Basic ${signed()}`,
    ]);
    const { status, text } = await fire(number, authorization);
    expect([number, status]).toEqual([number, 401]);
    texts.add(text);
  }
  expect(texts.size).toBe(1);
}, 120_000);

it('neither leaves a token in the log, nor a failure', () => {
  expect(service.log()).not.toMatch(/eyJ[\w-]{10}/);
  expect(
    service
      .log()
      .split('\n')
      .filter((line) => line.includes('request failed')),
  ).toEqual([]);
});
