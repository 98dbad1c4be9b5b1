// Decodes the bytes of a text file, or refuses them and names their likely encoding.
import { refusePath } from './refuse-path.ts';

/** Removes the byte order mark and ends each line with a line feed, so that a text is the same on every machine, whatever its checkout writes. */
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
