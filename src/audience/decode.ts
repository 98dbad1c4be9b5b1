// Decodes a declared encoding to UTF-8. Bytes without a character become U+FFFD, which the text reader refuses with its place.
import type { CsvDialect } from './csv/csv-delimiter.ts';
import { adviseCsv } from './csv/declare-csv.ts';
import { refuseFile } from './fault.ts';
import { isMarked } from './encoding.ts';
import { findUtf16, Utf8Watch } from './find-encoding.ts';
import { gatherHead } from './gather-head.ts';
import { adviseUnder, type DataFile } from './data-file.ts';

/** Tells whether text in this encoding has to be decoded. */
export function isDecoded(encoding: string | undefined): encoding is string {
  return encoding !== undefined && encoding !== 'utf-8';
}

/** Throws a Refusal if the file is plainly in another encoding. */
export async function* decode(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
  encoding: string,
): AsyncGenerator<Uint8Array> {
  const watch = encoding.startsWith('utf-16') ? undefined : new Utf8Watch();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of gatherHead(bytes)) {
    decoder ??= new TextDecoder(judgeEncoding(file, chunk, dialect, encoding));
    watch?.look(chunk);
    if (watch?.isUtf8(false) === true) throw refuseEncoding(file, dialect, 'utf-8');
    yield Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (watch?.isUtf8(true) === true) throw refuseEncoding(file, dialect, 'utf-8');
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield Buffer.from(rest);
}

/** Returns the encoding to read with. For utf-16 the byte order is detected, by default little-endian. */
function judgeEncoding(file: DataFile, head: Buffer, dialect: CsvDialect, encoding: string): string {
  if (isMarked(head, 0)) throw refuseEncoding(file, dialect, 'utf-8');
  const found = findUtf16(head);
  if (encoding === 'utf-16' && found !== undefined) return found;
  const isUtf16 = encoding.startsWith('utf-16');
  if (found !== undefined && found !== encoding) throw refuseEncoding(file, dialect, found);
  // In UTF-16, every line feed has a zero byte beside it.
  if (isUtf16 && found === undefined && !head.includes(0)) throw refuseEncoding(file, dialect, undefined);
  return encoding === 'utf-16' ? 'utf-16le' : encoding;
}

function refuseEncoding(file: DataFile, { declared, key }: CsvDialect, found: string | undefined): Error {
  const { encoding = '', ...others } = declared;
  const said = `the campaign says ${encoding}`;
  if (found === undefined) {
    return refuseFile(
      file,
      'PP201',
      `${file.what} is not UTF-16, and ${said}`,
      'Remove encoding, or name the encoding of the file.',
    );
  }
  const help =
    found === 'utf-8' && Object.keys(others).length === 0
      ? adviseUnder(key, (at) => `Remove csv: { encoding } from ${at}.`)
      : adviseCsv({ declared: others, key }, { encoding: found });
  return refuseFile(file, 'PP201', `${file.what} is ${found.toUpperCase()}, and ${said}`, help);
}
