// Reads ndjson and json into recipients: every record is an object whose keys are the columns.
import type { Recipient } from '../../message/recipient.ts';
import { inBlocks, warnOfNoRows, type Audience } from '../audience.ts';
import { refuseRow, type RowPlace } from '../fault.ts';
import type { CutTexts, Cutter, JsonText } from './json-cutter.ts';
import { parseRecord } from './json-record.ts';
import type { TextPart } from '../text.ts';
import type { DataFile } from '../data-file.ts';

/** The number of records whose keys make up the columns. */
const lookedAt = 100;

export async function openJson(file: DataFile, text: AsyncIterable<TextPart>, cutter: Cutter): Promise<Audience> {
  const recipients = readJsonRecipients(file, text, cutter);
  const head: (readonly Recipient[])[] = [];
  for (let seen = 0; seen < lookedAt;) {
    const { done, value } = await recipients.next();
    if (done === true) {
      break;
    }
    head.push(value);
    seen += value.length;
  }
  const first = head.flat().slice(0, lookedAt);
  const warnings = first.length === 0 ? [warnOfNoRows(file, 'ndjson')] : [];
  return {
    columns: [...new Set(first.flatMap(({ values }) => Object.keys(values)))],
    blocks: replay(head, recipients),
    lines: () => undefined,
    warnings: () => warnings,
    [Symbol.asyncDispose]: async () => {
      await recipients.return(undefined);
    },
  };
}

async function* replay(
  head: (readonly Recipient[])[],
  others: AsyncGenerator<readonly Recipient[]>,
): AsyncGenerator<readonly Recipient[]> {
  // Removes each block from the list, so that blocks which were read are not kept in memory.
  for (let block = head.shift(); block !== undefined; block = head.shift()) {
    yield block;
  }
  yield* others;
}

/** Rows are numbered from the record at which the cutter begins. `isEnough` works as in `readCsv`. */
export async function* readJsonRecipients(
  file: DataFile,
  text: AsyncIterable<TextPart> | Iterable<TextPart>,
  cutter: Cutter,
  isEnough = (): boolean => false,
): AsyncGenerator<readonly Recipient[]> {
  let rows = cutter.next.row - 1;
  const toRecipient = (text: JsonText): Recipient => {
    rows += 1;
    const record = parseRecord(text.json);
    if (record.kind === 'fault') {
      throw refuseRow(file, { place: placeWithin(text, rows, record.at), fault: record.fault });
    }
    return { row: rows, line: text.line, values: record.values };
  };
  function* toBlocks({ texts, stop }: CutTexts): Generator<readonly Recipient[]> {
    for (const block of inBlocks(texts)) {
      yield block.map(toRecipient);
    }
    if (stop !== undefined) {
      throw refuseRow(file, stop);
    }
  }
  for await (const part of text) {
    yield* toBlocks(
      part.kind === 'bytes' ? cutter.cut(part.bytes) : { texts: [], stop: { place: cutter.next, fault: part.fault } },
    );
    if (isEnough()) return;
  }
  yield* toBlocks(cutter.end());
}

function placeWithin({ line, column, json }: JsonText, row: number, at: number | undefined): RowPlace {
  if (at === undefined) {
    return { row, line };
  }
  const before = json.slice(0, at).split('\n');
  const inLine = (before.at(-1)?.length ?? 0) + 1;
  if (before.length > 1) {
    return { row, line: line + before.length - 1, column: inLine };
  }
  return column === undefined ? { row, line } : { row, line, column: column - 1 + inLine };
}
