/** Reads a stream to its end as UTF-8, up to a limit: a mistaken file should fail with a sentence, not exhaust the memory. */
export const LARGEST_INPUT = 256 * 1024 * 1024;

export class InputTooLarge extends Error {
  override readonly name = 'InputTooLarge';
}

/** `limit` in bytes. Throws InputTooLarge beyond it, and whatever the stream throws. */
export async function readText(stream: AsyncIterable<unknown>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    received += bytes.length;
    if (received > limit) throw new InputTooLarge(`the input is larger than ${Math.floor(limit / 1024 / 1024)} MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
