/** Whatever is sent for a token: it is refused or it is the good one, and nothing throws. */
import fc from 'fast-check';
import type { Route } from '../../../src/edge/trust/route.js';
import { aClient, trusting } from './clients.js';
import { goodClaims, newSigner, segment, signatureOf, token } from './tokens.js';

const ec = newSigner('ES384');
const SERVICE: Route = { kind: 'service', id: 'review' };
const RUNS = { numRuns: 300, seed: 20_260_304 };

async function kindOf(authorization: readonly string[]): Promise<string> {
  return (await trusting([aClient([ec.jwk])]).authenticate(authorization, SERVICE)).kind;
}

it('any text is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 3 }), async (values) => {
      expect(await kindOf(values.map((value) => `Bearer ${value}`))).toBe('refused');
      expect(await kindOf(values)).toBe('refused');
    }),
    RUNS,
  );
});

it('any JSON in the place of header or claims is refused, or judged by what it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.json(), async (header, claims) => {
      const input = `${segment(header)}.${segment(claims)}`;
      expect(await kindOf([`Bearer ${input}.${signatureOf(input, ec)}`])).toBe('refused');
    }),
    RUNS,
  );
});

it('any value for any one member leaves a token refused, or as good as it was', async () => {
  const header = { alg: ec.alg, kid: ec.kid, typ: 'JWT' };
  const member = fc.constantFrom('alg', 'kid', 'typ', 'jku', 'crit', 'b64', 'cty', 'jwk');
  const claim = fc.constantFrom('iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'sub', 'tenant');
  await fc.assert(
    fc.asyncProperty(
      member,
      claim,
      fc.jsonValue({ maxDepth: 2 }),
      fc.boolean(),
      async (name, other, value, inHeader) => {
        const head = inHeader ? { ...header, [name]: value } : header;
        const body = inHeader ? goodClaims() : { ...goodClaims(), [other]: value };
        const input = `${segment(head)}.${segment(body)}`;
        expect(['refused', 'client']).toContain(await kindOf([`Bearer ${input}.${signatureOf(input, ec)}`]));
      },
    ),
    RUNS,
  );
});

it('a token with any one character changed is refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom('A', 'B', 'd', 'e', '0', '9', '-', '_', '.', '='),
      async (at, letter) => {
        const good = token(ec);
        const index = at % good.length;
        if (good[index] === letter) return;
        const bent = good.slice(0, index) + letter + good.slice(index + 1);
        // 96 bytes fill 128 characters, so the signature has no such bits; header and claims are signed as written
        expect(await kindOf([`Bearer ${bent}`])).toBe('refused');
      },
    ),
    RUNS,
  );
});
