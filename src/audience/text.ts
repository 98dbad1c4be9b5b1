// Turns the bytes of a file into parts of text: whole characters, valid UTF-8, no byte order mark, no NUL. The same for every format.
import type { CsvDialect } from './csv/csv-delimiter.ts';
import { decode, isDecoded } from './decode.ts';
import { carriageReturn, countUnfinished } from './encoding.ts';
import type { Fault } from './fault.ts';
import { gatherHead } from './gather-head.ts';
import { createTextJudge } from './judge-text.ts';
import type { DataFile } from './data-file.ts';

export type TextPart =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** The last part: what is wrong with the next byte. The reader of the format knows in which row it is. */
  | { readonly kind: 'fault'; readonly fault: Fault };

const nothing = Buffer.alloc(0);

/** A part never ends within a character or between a CR and its LF, so the way a file was split into chunks makes no difference to readers. */
export async function* readTextParts(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  dialect?: CsvDialect,
): AsyncGenerator<TextPart> {
  const judge = createTextJudge(file, dialect);
  let held: Buffer = nothing;
  let isHead = true;
  for await (const chunk of gatherHead(decodeDeclared(file, bytes, dialect))) {
    const data = isHead ? judge.begin(chunk) : held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    isHead = false;
    const whole = data.subarray(0, data.length - countUnfinished(data));
    held = data.subarray(whole.length);
    const found = judge.find(whole);
    const good = found === undefined ? whole : whole.subarray(0, found.at);
    if (good.length > 0) {
      yield { kind: 'bytes', bytes: good };
    }
    if (found !== undefined) {
      yield { kind: 'fault', fault: found.fault };
      return;
    }
  }
  if (held.length > 0) {
    yield held[0] === carriageReturn ? { kind: 'bytes', bytes: held } : { kind: 'fault', fault: cutCharacter };
  }
}

function decodeDeclared(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  dialect: CsvDialect | undefined,
): AsyncIterable<Uint8Array> {
  const encoding = dialect?.declared.encoding;
  return dialect !== undefined && isDecoded(encoding) ? decode(file, bytes, dialect, encoding) : bytes;
}

const cutCharacter: Fault = {
  code: 'PP201',
  problem: 'ends in the middle of a character: the file is cut or not UTF-8',
  help: 'Copy the file again, or save it as UTF-8.',
};
