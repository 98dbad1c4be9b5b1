// HMAC-SHA-256 of texts, fast enough for every row of an audience.
import { hash } from 'node:crypto';

/** The block length of SHA-256, in bytes. */
const blockLength = 64;
const digestLength = 32;

/** Hexadecimal digits, or one character for each byte. */
type DigestForm = 'hex' | 'binary';

/** HMAC as defined in RFC 2104, made of two hashes. This takes half the time of createHmac. `begin` is hashed before every text. */
export function hmacWith(secret: Uint8Array, begin = ''): (text: string, form: DigestForm) => string {
  const key = Buffer.alloc(blockLength);
  if (secret.length > blockLength) key.write(hash('sha256', secret, 'hex'), 'hex');
  else key.set(secret);
  const head = Buffer.concat([key.map((byte) => byte ^ 0x36), Buffer.from(begin)]);
  let inner = head;
  const outer = Buffer.concat([key.map((byte) => byte ^ 0x5c), Buffer.alloc(digestLength)]);
  return (text, form) => {
    // A UTF-16 unit takes at most three bytes.
    const most = head.length + 3 * text.length;
    if (inner.length < most) inner = Buffer.concat([head, Buffer.alloc(2 * most)]);
    const end = head.length + inner.write(text, head.length);
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), blockLength, 'latin1');
    return hash('sha256', outer, form);
  };
}
