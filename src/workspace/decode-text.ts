// Bytes of a text file -> text, or a refusal that names the encoding it seems to have.
import { refusePath } from './refuse-path.ts';

/** A byte order mark is taken off, and a line ends with a line feed, however the checkout wrote it, so that texts are the same on every machine. */
export function decodeText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/gv, '\n');
  } catch (cause) {
    const line = findBadLine(bytes);
    const encoding = guessEncoding(bytes);
    const message = `${path} is not UTF-8 (line ${line}); it looks like ${encoding}`;
    const at = { file: path, line, column: 1 };
    throw refusePath({ code: 'PP109', path, message, help: 'Save it as UTF-8.', at, cause });
  }
}

function guessEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0);
  return isUtf16 ? 'UTF-16' : 'Latin-1 or Windows-1252';
}

function findBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line += 1;
  }
  return line;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
