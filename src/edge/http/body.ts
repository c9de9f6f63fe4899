/**
 * Reads a JSON body: Buffers until the end, then decoded and parsed once. Express's own parser decodes chunk by chunk, which on
 * large bodies doubles the cost, and inflates as a stream, which halves the throughput of gzipped ones.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { isObject, textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { RequestProblem } from './problems.js';

/** The client went away before the body was complete: nobody is left to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

const MEDIA_TYPE = /^\s*application\/(?:fhir\+)?json\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i;
const GUNZIP_CHUNK = 256 * 1024;
const MEGABYTE = 1024 * 1024;
const JOINED_ABOVE = MEGABYTE;
/** An oversized body is read to its end so that the client sees the answer, but not beyond this many times the limit. */
const DRAINED_TIMES_LIMIT = 4;

/**
 * The JSON object in the body, at most `limit` bytes of it both as sent and unpacked. Throws a RequestProblem (400, 413,
 * 415) or ClientGone.
 */
export async function readJsonObject(req: IncomingMessage, limit: number): Promise<JsonObject> {
  const chunks = await readChunks(req, limit);
  if (chunks.length > 0) requireJson(req.headers['content-type']);
  const encoding = req.headers['content-encoding'];
  const parsed = parse(
    encoding === undefined ? decode(chunks) : decode([unpack(Buffer.concat(chunks), encoding, limit)]),
  );
  if (!isObject(parsed)) throw new RequestProblem('not-an-object');
  return parsed;
}

function requireJson(contentType: string | undefined): void {
  if (contentType === 'application/json') return;
  const charset = CHARSET.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (!MEDIA_TYPE.test(contentType ?? '') || !(charset === 'utf-8' || charset === 'utf8')) {
    throw new RequestProblem('unsupported-media-type');
  }
}

function tooLarge(limit: number): RequestProblem {
  const size = limit < MEGABYTE ? `${Math.floor(limit / 1024)} kB` : `${Math.floor(limit / MEGABYTE)} MB`;
  return new RequestProblem('body-too-large', `At most ${size}, also after unpacking.`);
}

function readChunks(req: IncomingMessage, limit: number): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    const announced = Number(req.headers['content-length'] ?? 0);
    let chunks: Buffer[] = [];
    let received = 0;
    // while the caller was asked who it is, it may have left
    if (req.destroyed) {
      reject(new ClientGone());
      return;
    }
    if (announced > limit * DRAINED_TIMES_LIMIT) {
      reject(tooLarge(limit));
      return;
    }
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limit) chunks.push(chunk);
      else chunks = [];
      if (received > limit * DRAINED_TIMES_LIMIT) {
        req.pause();
        reject(tooLarge(limit));
      }
    });
    req.once('end', () => {
      if (received > limit) reject(tooLarge(limit));
      else resolve(chunks);
    });
    req.once('error', () => {
      reject(new ClientGone());
    });
    req.once('close', () => {
      if (!req.complete) reject(new ClientGone());
    });
  });
}

/** Unpacks in one piece; the cap is also the defence against a small body that unpacks to a huge one. */
function unpack(packed: Buffer, encoding: string, limit: number): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return packed;
  if (name !== 'gzip' && name !== 'x-gzip') throw new RequestProblem('unsupported-media-type');
  try {
    return gunzipSync(packed, { maxOutputLength: limit, chunkSize: GUNZIP_CHUNK });
  } catch (error) {
    if (textOf(error, 'code') === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new RequestProblem('malformed-gzip');
  }
}

/**
 * Plain ASCII, the usual case, needs no decoder: its bytes are its characters. Below a megabyte the pieces become text one
 * by one, which spares a copy outside the heap on every call; above it one piece is the cheaper.
 */
function decode(chunks: readonly Buffer[]): string {
  if (totalOf(chunks) <= JOINED_ABOVE && chunks.every((chunk) => isAscii(chunk))) {
    let text = '';
    for (const chunk of chunks) text += chunk.toString('latin1');
    return text;
  }
  const bytes = Buffer.concat(chunks);
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw new RequestProblem('malformed-json');
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function totalOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((total, { length }) => total + length, 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestProblem('malformed-json');
  }
}
