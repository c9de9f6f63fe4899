/** The same body, said to be something else, or packed in another way. */
import { gzipSync } from 'node:zlib';
import type { Random } from './random.js';

export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const plain = { 'content-type': 'application/json' };

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'application/fhir+json; charset=utf-8' },
  { 'content-type': 'application/json;charset=utf-7' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json, text/html' },
  { 'content-type': ';;;' },
  { ...plain, 'evaluation-date': '0000-99-99' },
  { ...plain, 'evaluation-date': '2026-03-01' },
  { ...plain, 'evaluation-date': 'x'.repeat(2000) },
  { ...plain, accept: 'x'.repeat(4000) },
  { ...plain, authorization: 'Bearer ' },
  { ...plain, authorization: `Bearer ${'a.'.repeat(1000)}` },
  { ...plain, 'content-encoding': 'br' },
  { ...plain, 'content-encoding': 'gzip' },
  { ...plain, 'content-encoding': 'identity, gzip' },
  { ...plain, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'evil.example', forwarded: 'for=x' },
  { ...plain, 'x-http-method-override': 'DELETE' },
  { ...plain, expect: '100-continue' },
  { ...plain, origin: 'null' },
];

export function sent(text: string, random: Random): Sent {
  const body = Buffer.from(text);
  if (random.chance(80)) return { headers: plain, body };
  switch (random.below(4)) {
    case 0:
      return { headers: { ...plain, 'content-encoding': 'gzip' }, body: gzipSync(body) };
    case 1: {
      const packed = gzipSync(body);
      return {
        headers: { ...plain, 'content-encoding': 'gzip' },
        body: packed.subarray(0, random.below(packed.length)),
      };
    }
    case 2:
      return { headers: plain, body: Buffer.from(text, random.one(['utf16le', 'latin1'])) };
    default:
      return { headers: random.one(HEADERS), body };
  }
}
