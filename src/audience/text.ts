// Bytes of a file to parts of text: whole characters, valid UTF-8, no byte order mark, no NUL. The same for every format.
import {
  countUnfinished,
  findInvalid,
  isBlankBytes,
  carriageReturn,
  recognizeForeign,
  stripByteOrderMark,
} from './encoding.ts';
import { refuseFile, type Fault } from './fault.ts';

export type TextPart =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** What is wrong with the byte that would follow; the last part. The reader of the format knows in which row that is. */
  | { readonly kind: 'fault'; readonly fault: Fault };

const nothing = Buffer.alloc(0);

/** Leading white space is looked through up to here for something else; a file with none is empty. */
const headLimit = 64 * 1024;

const saveAsUtf8 = 'Save the file as UTF-8; in Excel: Save As, "CSV UTF-8 (Comma delimited)".';

/** A part never ends between a CR and what follows it, nor within a character, so no reader sees how the file was cut into chunks. */
export async function* readTextParts(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TextPart> {
  let held: Buffer = nothing;
  let isHead = true;
  for await (const chunk of gatherHead(bytes)) {
    const data = isHead ? judgeHead(file, chunk) : held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    isHead = false;
    const whole = data.subarray(0, data.length - countUnfinished(data));
    held = data.subarray(whole.length);
    const found = findFault(whole);
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

/** The same chunks, but that the first is long enough to judge the file by. */
async function* gatherHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = nothing;
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === undefined) {
      yield buffer;
      continue;
    }
    head = Buffer.concat([head, buffer]);
    if (head.length >= headLimit || (head.length >= 4 && !isBlankBytes(stripByteOrderMark(head)))) {
      yield head;
      head = undefined;
    }
  }
  if (head !== undefined) {
    yield head;
  }
}

function judgeHead(file: string, head: Buffer): Buffer {
  const foreign = recognizeForeign(head);
  if (foreign !== undefined) {
    throw refuseFile(file, 'PP201', `the audience file is not UTF-8 text; it looks like ${foreign}`, saveAsUtf8);
  }
  const text = stripByteOrderMark(head);
  if (head.length < headLimit && isBlankBytes(text)) {
    throw refuseFile(file, 'PP209', 'the audience file is empty', 'Check the export that writes it.');
  }
  return text;
}

const cutCharacter: Fault = {
  code: 'PP201',
  problem: 'ends in the middle of a character: the file is cut or not UTF-8',
  help: 'Copy the file again, or save it as UTF-8.',
};

function findFault(bytes: Buffer): { readonly at: number; readonly fault: Fault } | undefined {
  const invalid = findInvalid(bytes);
  const nul = bytes.indexOf(0);
  if (nul !== -1 && (invalid === -1 || nul < invalid)) {
    const problem = 'contains a NUL byte (0x00), which no text does';
    return { at: nul, fault: { code: 'PP205', problem, help: 'Remove it, or check the export that writes the file.' } };
  }
  if (invalid === -1) {
    return undefined;
  }
  const byte = (bytes[invalid] ?? 0).toString(16).toUpperCase();
  const problem = `contains the byte 0x${byte}, which is not UTF-8 there; the file may be Windows-1254, Windows-1252 or Latin-1`;
  return { at: invalid, fault: { code: 'PP201', problem, help: saveAsUtf8 } };
}
