// The digest of bytes that come piece by piece.
import { createHash } from 'node:crypto';

export async function digestOf(all: AsyncIterable<Uint8Array>): Promise<string> {
  const sum = createHash('sha256');
  for await (const bytes of all) sum.update(bytes);
  return sum.digest('hex');
}
