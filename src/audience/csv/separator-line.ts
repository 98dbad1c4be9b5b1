// Handles a first line such as sep=; which tells a spreadsheet the delimiter. It is not a row.
import { foreignSeparatorLine, type CsvDialect } from './csv-delimiter.ts';
import { lineFeed } from '../encoding.ts';
import { refuseRow } from '../fault.ts';
import type { TextPart } from '../text.ts';
import type { DataFile } from '../data-file.ts';

const written = /^"?sep=(?<sign>[^\r\n])"?\r?\n/i;
const longest = 10;

/** Replaces the line with an empty one, so that all others keep their numbers. Throws a Refusal if it names another delimiter than the campaign. */
export async function* withoutSeparatorLine(
  file: DataFile,
  text: AsyncIterable<TextPart>,
  dialect: CsvDialect,
): AsyncGenerator<TextPart> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const part of text) {
    if (head === undefined) {
      yield part;
      continue;
    }
    if (part.kind === 'bytes') head = Buffer.concat([head, part.bytes]);
    if (part.kind === 'bytes' && head.length < longest && !head.includes(lineFeed)) continue;
    yield* readHead(file, head, dialect);
    head = undefined;
    if (part.kind === 'fault') yield part;
  }
  if (head !== undefined) yield* readHead(file, head, dialect);
}

function* readHead(file: DataFile, head: Buffer, dialect: CsvDialect): Generator<TextPart> {
  const [line, sign] = written.exec(head.toString('latin1', 0, longest)) ?? [];
  if (line === undefined || sign === undefined) {
    if (head.length > 0) yield { kind: 'bytes', bytes: head };
    return;
  }
  const fault = foreignSeparatorLine(sign, dialect);
  if (fault !== undefined) throw refuseRow(file, { place: { line: 1 }, fault });
  yield { kind: 'bytes', bytes: head.subarray(line.length - 1) };
}
