// HMAC-SHA-256 of texts, for every row of an audience.
import { hash } from 'node:crypto';

/** The block length of SHA-256, in bytes. */
const blockLength = 64;
const digestLength = 32;

/** In hexadecimal digits, or a character for each byte. */
type DigestForm = 'hex' | 'binary';

/** As RFC 2104 writes it, of two hashes: that takes half the time of an object of createHmac. Every text is hashed with `begin` before it. */
export function hmacWith(secret: Uint8Array, begin = ''): (text: string, form: DigestForm) => string {
  const key = Buffer.alloc(blockLength);
  if (secret.length > blockLength) key.write(hash('sha256', secret, 'hex'), 'hex');
  else key.set(secret);
  const head = Buffer.concat([key.map((byte) => byte ^ 0x36), Buffer.from(begin)]);
  let inner = head;
  const outer = Buffer.concat([key.map((byte) => byte ^ 0x5c), Buffer.alloc(digestLength)]);
  return (text, form) => {
    // A UTF-16 unit is three bytes at most.
    const most = head.length + 3 * text.length;
    if (inner.length < most) inner = Buffer.concat([head, Buffer.alloc(2 * most)]);
    const end = head.length + inner.write(text, head.length);
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), blockLength, 'latin1');
    return hash('sha256', outer, form);
  };
}
