// Cuts the text of an audience file at the ends of records into chunks, which are passed to other threads unread.
import { longestRecord, type Fault, type RecordPlace } from './fault.ts';
import type { RecordEnds } from './record-ends.ts';
import type { TextPart } from './text.ts';

/** Whole records, except in the last chunk, which ends where the file ends or has a fault. */
export interface AudienceChunk extends RecordPlace {
  /** The bytes have a buffer of their own, which can be transferred to another thread. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is wrong with the byte after `bytes`. */
  readonly fault?: Fault;
}

/** The limits at which a chunk is full. */
export interface ChunkSize {
  readonly bytes: number;
  readonly records: number;
}

export async function* cutIntoChunks(
  text: AsyncIterable<TextPart>,
  ends: RecordEnds,
  size: ChunkSize,
): AsyncGenerator<AudienceChunk> {
  let held: Buffer[] = [];
  let length = 0;
  let records = 0;
  /** The number of bytes of the current record so far. */
  let open = 0;
  let start = ends.next;
  const hold = (bytes: Buffer): void => {
    held.push(bytes);
    length += bytes.length;
  };
  const take = (fault?: Fault): AudienceChunk => {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of held) {
      bytes.set(part, at);
      at += part.length;
    }
    const chunk = { ...start, bytes, ...(fault && { fault }) };
    [held, length, records, start] = [[], 0, 0, ends.next];
    return chunk;
  };
  for await (const part of text) {
    if (part.kind === 'fault') {
      yield take(part.fault);
      return;
    }
    const { bytes } = part;
    let from = 0;
    let begun = 0;
    for (let end = ends.find(bytes, 0); end !== -1; end = ends.find(bytes, end)) {
      open = 0;
      begun = end;
      records += 1;
      if (length + end - from < size.bytes && records < size.records) continue;
      hold(bytes.subarray(from, end));
      yield take();
      from = end;
    }
    hold(bytes.subarray(from));
    open += bytes.length - begun;
    if (open <= longestRecord + 1) continue;
    yield take();
    throw new Error('a record without an end was read as if it had one');
  }
  if (length > 0) yield take();
}
