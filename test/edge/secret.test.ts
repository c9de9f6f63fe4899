import { inspect } from 'node:util';
import { Secret } from '../../src/edge/secret.js';

it.each([
  ['printed', (secret: Secret) => String(secret)],
  ['logged', (secret: Secret) => inspect({ secret })],
  ['serialised', (secret: Secret) => JSON.stringify({ secret })],
])('a secret that is %s says nothing (CH-070)', (_how, write) => {
  const secret = new Secret('token-1');
  expect(write(secret)).not.toContain('token-1');
  expect(secret.reveal()).toBe('token-1');
});
