// Bytes in a declared encoding to the same text in UTF-8. What the encoding has no character for becomes U+FFFD, which the reader of text refuses with its place.
import type { CsvDialect } from './csv/csv-delimiter.ts';
import { adviseCsv } from './csv/declare-csv.ts';
import { refuseFile } from './fault.ts';
import { isMarked } from './encoding.ts';
import { findUtf16, Utf8Watch } from './find-encoding.ts';
import { gatherHead } from './gather-head.ts';
import { adviseUnder, type DataFile } from './data-file.ts';

/** Whether text in it has to be decoded. */
export function isDecoded(encoding: string | undefined): encoding is string {
  return encoding !== undefined && encoding !== 'utf-8';
}

/** Throws a Refusal where the file is plainly in another encoding. */
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

/** The encoding to read with: utf-16 is that which the mark says. */
function judgeEncoding(file: DataFile, head: Buffer, dialect: CsvDialect, encoding: string): string {
  if (isMarked(head, 0)) throw refuseEncoding(file, dialect, 'utf-8');
  const found = findUtf16(head);
  if (encoding === 'utf-16' && found !== undefined) return found;
  const isUtf16 = encoding.startsWith('utf-16');
  if (found !== undefined && found !== encoding) throw refuseEncoding(file, dialect, found);
  // A line feed has a zero beside it.
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
