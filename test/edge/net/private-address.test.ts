import { isAllowedAddress, literalAddress } from '../../../src/edge/net/private-address.js';
import { guardedLookup } from '../../../src/edge/net/guarded-lookup.js';
import type { AddressPolicy } from '../../../src/edge/net/private-address.js';

const PUBLIC = ['93.184.216.34', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8'];
const SITE = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '::1',
  'fc00::1',
  'fd12:3456::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
];
const NEVER = [
  // where clouds keep the credentials of a machine
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::ffff:100.100.100.200',
  // link-local, unspecified, broadcast, multicast, documentation, reserved
  '169.254.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  '0.0.0.0',
  '0.1.2.3',
  '::',
  '255.255.255.255',
  '224.0.0.1',
  'ff02::1',
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '2001:db8::1',
  '198.18.0.1',
  '240.0.0.1',
  '100::1',
  '4000::1',
  // IPv4 hidden in IPv6 by translation and tunnels
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '::ffff:0:127.0.0.1',
  // no address at all
  '',
  'localhost',
  'example.com',
  '1.2.3.4.5',
  '999.1.1.1',
  '[::1]',
  '8.8.8.8 ',
  '127.0.0.1\u0000',
];

describe('CH-148, CH-076 addresses that may be called', () => {
  it.each(PUBLIC)('%s always', (address) => {
    expect([isAllowedAddress(address, 'public'), isAllowedAddress(address, 'public-and-site')]).toEqual([true, true]);
  });
  it.each(SITE)('%s where the site says so', (address) => {
    expect([isAllowedAddress(address, 'public'), isAllowedAddress(address, 'public-and-site')]).toEqual([false, true]);
  });
  it.each(NEVER)('%j never', (address) => {
    expect([isAllowedAddress(address, 'public'), isAllowedAddress(address, 'public-and-site')]).toEqual([false, false]);
  });
});

it.each([
  ['http://2130706433/', '127.0.0.1'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://0177.0.0.1/', '127.0.0.1'],
  ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
  ['http://127.0.0.1.example/', undefined],
  ['http://localhost/', undefined],
])('the host of %s is the address %s', (url, address) => {
  expect(literalAddress(new URL(url).hostname)).toBe(address);
});

describe('resolving a name', () => {
  type Resolve = NonNullable<Parameters<typeof guardedLookup>[1]>;
  const answering =
    (...addresses: readonly string[]): Resolve =>
    (_name, _options, callback) => {
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  const resolved = (resolve: Resolve, policy: AddressPolicy, all: boolean): Promise<unknown> =>
    new Promise((done) => {
      guardedLookup(policy, resolve)('name.example', { all }, (error, address, family) => {
        done(error ? error.message : all ? address : [address, family]);
      });
    });

  it('gives the addresses that were checked, so that the connection goes nowhere else', async () => {
    expect(await resolved(answering('8.8.8.8'), 'public', false)).toEqual(['8.8.8.8', 4]);
    expect(await resolved(answering('8.8.8.8', '2606:4700::1'), 'public', true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
  });

  it.each([true, false])('refuses a name with one forbidden address among good ones', async (all) => {
    expect(await resolved(answering('8.8.8.8', '127.0.0.1'), 'public', all)).toBe('address refused');
    expect(await resolved(answering('8.8.8.8', '169.254.169.254'), 'public-and-site', all)).toBe('address refused');
  });

  it('refuses a name without an address', async () => {
    expect(await resolved(answering(), 'public', true)).toBe('address refused');
  });

  it('is asked each time: a name that was public yesterday may point inside today (rebinding)', async () => {
    const answers = [['8.8.8.8'], ['10.0.0.1']];
    const rebinding: Resolve = (name, options, callback) =>
      answering(...(answers.shift() ?? []))(name, options, callback);
    expect(await resolved(rebinding, 'public', false)).toEqual(['8.8.8.8', 4]);
    expect(await resolved(rebinding, 'public', false)).toBe('address refused');
  });

  it('passes on that a name does not exist', async () => {
    const failing: Resolve = (_name, _options, callback) => {
      callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    };
    expect(await resolved(failing, 'public', true)).toBe('ENOTFOUND');
  });
});
