import type { LookupAddress } from 'node:dns';
import { guardedLookup } from '../../../src/edge/net/guarded-lookup.js';

type Answer = LookupAddress[] | NodeJS.ErrnoException;

const resolving = (answer: Answer) =>
  guardedLookup('public', (_name, _options, callback) => {
    // what the system hands over when it finds nothing: an error and no list
    if (answer instanceof Error) callback(answer, undefined as never);
    else callback(null, answer);
  });
const resolved = (answer: Answer, all: boolean): Promise<unknown> =>
  new Promise((resolve) => {
    resolving(answer)('fhir.example', { all }, (error, address) => {
      resolve(error ? error.message : address);
    });
  });
const one = { address: '93.184.215.14', family: 4 };

it('hands over what may be called', async () => {
  expect(await resolved([one], false)).toBe(one.address);
  expect(await resolved([one], true)).toEqual([one]);
});

it.each([
  ['no address', []],
  ['an address of this machine among others', [one, { address: '127.0.0.1', family: 4 }]],
])('refuses a name with %s', async (_name, addresses) => {
  expect(await resolved(addresses, true)).toBe('address refused');
});

it('passes on that a name leads nowhere', async () => {
  expect(await resolved(new Error('ENOTFOUND'), true)).toBe('ENOTFOUND');
});
