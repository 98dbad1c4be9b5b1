// Checks that bytes are the text that they should be: first the beginning of the file, then each part.
import type { CsvForm } from '../campaign/campaign.ts';
import { likelyDelimiter, type CsvDialect } from './csv/csv-delimiter.ts';
import { adviseCsv, declareCsv } from './csv/declare-csv.ts';
import { isDecoded } from './decode.ts';
import { findInvalid, isBlankBytes, stripByteOrderMark } from './encoding.ts';
import { refuseFile, type Fault } from './fault.ts';
import { findUtf16, isUtf32, likelyEncoding, otherEncodings } from './find-encoding.ts';
import { recognizeForeignKind, recognizeJsonRows } from './foreign-kind.ts';
import { headLimit } from './gather-head.ts';
import { adviseUnder, type DataFile } from './data-file.ts';

interface FoundFault {
  readonly at: number;
  readonly fault: Fault;
}

export interface TextJudge {
  /** Returns the beginning without its byte order mark. Throws a Refusal if the file is something else. */
  begin(head: Buffer): Buffer;
  /** Finds the first fault in a part of whole characters. */
  find(bytes: Buffer): FoundFault | undefined;
}

/** `dialect` is given for csv and tsv only: no other kind of file can declare an encoding. */
export function createTextJudge(file: DataFile, dialect: CsvDialect | undefined): TextJudge {
  const encoding = dialect?.declared.encoding;
  let beginning: Buffer = Buffer.alloc(0);
  return {
    begin(head) {
      const text = judgeHead(file, head, dialect);
      beginning = Buffer.from(text.subarray(0, headLimit));
      return text;
    },
    find: (bytes) => (isDecoded(encoding) ? findUndecoded(bytes, encoding) : findFault(bytes, beginning, dialect)),
  };
}

const notUtf8 = 'is not UTF-8 text; it looks like';
const saveAsUtf8 = 'Save the file as UTF-8; in Excel: Save As, "CSV UTF-8 (Comma delimited)".';

function judgeHead(file: DataFile, head: Buffer, dialect: CsvDialect | undefined): Buffer {
  const text = stripByteOrderMark(head);
  const json = dialect === undefined ? undefined : recognizeJsonRows(text.toString('latin1', 0, 1024));
  const foreign = recognizeForeignKind(head) ?? json;
  if (foreign !== undefined) {
    throw refuseFile(file, 'PP216', `${file.what} is ${foreign.kind}`, foreign.help);
  }
  if (isUtf32(head)) throw refuseFile(file, 'PP201', `${file.what} ${notUtf8} UTF-32`, saveAsUtf8);
  const utf16 = findUtf16(head);
  if (utf16 !== undefined) {
    const help = dialect === undefined ? saveAsUtf8 : adviseCsv(dialect, neededBy(head, dialect, utf16));
    throw refuseFile(file, 'PP201', `${file.what} ${notUtf8} UTF-16`, help);
  }
  if (head.length < headLimit && isBlankBytes(text)) {
    throw refuseFile(file, 'PP209', `${file.what} is empty`, 'Check the export that writes it.');
  }
  return text;
}

/** The settings that the file needs. Its header shows the delimiter. */
function neededBy(head: Buffer, { delimiter }: CsvDialect, encoding: string): CsvForm {
  const text = new TextDecoder(encoding).decode(head);
  const [header = ''] = text.split('\n', 1);
  const found = header.includes(delimiter) ? undefined : likelyDelimiter(header);
  return { ...(found === undefined ? {} : { delimiter: found }), encoding };
}

function helpForEncoding(head: Buffer, dialect: CsvDialect | undefined): string {
  if (dialect === undefined) return saveAsUtf8;
  const line = declareCsv(dialect.declared, neededBy(head, dialect, likelyEncoding));
  return adviseUnder(
    dialect.key,
    (at) =>
      `Save the file as UTF-8, or write ${line} under ${at}, with the encoding that it was saved in: ${otherEncodings}.`,
  );
}

/**
 * Finds signs of a wrong encoding: U+FFFD, which a decoder writes for bytes without a character, NUL, and control characters in the range where
 * Windows encodings have letters.
 */
function findUndecoded(bytes: Buffer, encoding: string): FoundFault | undefined {
  const lost = bytes.indexOf('\uFFFD');
  const controls = encoding.startsWith('utf-16') ? -1 : findControl(bytes);
  const found = [lost, controls, bytes.indexOf(0)].filter((at) => at !== -1);
  if (found.length === 0) return undefined;
  const problem = `contains something that is not a character in ${encoding}, as csv: { encoding } says`;
  return {
    at: Math.min(...found),
    fault: { code: 'PP201', problem, help: 'Name the encoding that the file was saved in.' },
  };
}

/** Returns the index of the first character from U+0080 to U+009F, or -1. */
function findControl(bytes: Buffer): number {
  for (let at = bytes.indexOf(0xc2); at !== -1; at = bytes.indexOf(0xc2, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next >= 0x80 && next < 0xa0) return at;
  }
  return -1;
}

function findFault(bytes: Buffer, head: Buffer, dialect: CsvDialect | undefined): FoundFault | undefined {
  const invalid = findInvalid(bytes);
  const nul = bytes.indexOf(0);
  if (nul !== -1 && (invalid === -1 || nul < invalid)) {
    const problem = 'contains a NUL byte (0x00), which text never has';
    return { at: nul, fault: { code: 'PP205', problem, help: 'Remove it, or check the export that writes the file.' } };
  }
  if (invalid === -1) {
    return undefined;
  }
  const byte = (bytes[invalid] ?? 0).toString(16).toUpperCase();
  const problem = `contains the byte 0x${byte}, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1`;
  return { at: invalid, fault: { code: 'PP201', problem, help: helpForEncoding(head, dialect) } };
}
