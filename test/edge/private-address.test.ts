import { isAllowedAddress, literalAddress } from '../../src/edge/private-address.js';

const PUBLIC = ['93.184.216.34', '2606:2800:220:1::1'];
const SITE = ['127.0.0.1', '::1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.1'];
const NEVER = ['169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::ffff:169.254.169.254'];

it.each(PUBLIC)('%s may always be called', (address) => {
  expect(isAllowedAddress(address, 'public')).toBe(true);
  expect(isAllowedAddress(address, 'public-and-site')).toBe(true);
});

it.each(SITE)('%s may be called where the site says so', (address) => {
  expect(isAllowedAddress(address, 'public')).toBe(false);
  expect(isAllowedAddress(address, 'public-and-site')).toBe(true);
});

it.each(NEVER)('%s is never called', (address) => {
  expect(isAllowedAddress(address, 'public-and-site')).toBe(false);
});

it('a name is no address', () => {
  expect(isAllowedAddress('ehr.example', 'public-and-site')).toBe(false);
  expect([literalAddress('ehr.example'), literalAddress('[::1]'), literalAddress('10.0.0.1')]).toEqual([
    undefined,
    '::1',
    '10.0.0.1',
  ]);
});
