/** A certificate for 127.0.0.1, signed by itself, made for one test run: X.509 in as much ASN.1 as that takes (RFC 5280). */
import { createSign, generateKeyPairSync } from 'node:crypto';

type Part = Buffer;

function tagged(tag: number, ...parts: readonly Part[]): Part {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Part[]): Part => tagged(0x30, ...parts);
const identifier = (hex: string): Part => tagged(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Part): Part => tagged(0x03, Buffer.from([0]), bytes);
const utcTime = (text: string): Part => tagged(0x17, Buffer.from(text));

const ECDSA_WITH_SHA256 = sequence(identifier('2a8648ce3d040302'));
const COMMON_NAME = identifier('550403');
const ALTERNATIVE_NAME = identifier('551d11');
const BASIC_CONSTRAINTS = identifier('551d13');
const LOOPBACK = Buffer.from([127, 0, 0, 1]);

export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from('test')))));
  const extensions = sequence(
    sequence(ALTERNATIVE_NAME, tagged(0x04, sequence(tagged(0x87, LOOPBACK)))),
    sequence(BASIC_CONSTRAINTS, tagged(0x04, sequence(tagged(0x01, Buffer.from([0xff]))))),
  );
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const der = sequence(body, ECDSA_WITH_SHA256, bits(signature));
  const pem = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
  };
}
