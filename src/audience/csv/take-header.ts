// Takes the header of csv from text whose rest others read.
import { longestRecord, type RecordPlace } from '../fault.ts';
import { CsvRecordEnds } from '../record-ends.ts';
import type { SharedText } from '../shared-text.ts';
import type { TextPart } from '../text.ts';

interface TakenHeader {
  /** The header with the blank records before it; empty if there is no text. The parts end at a fault, which their reader reports. */
  readonly parts: readonly TextPart[];
  /** The record after the header. */
  readonly next: RecordPlace;
}

export async function takeHeader(text: SharedText, delimiter: string): Promise<TakenHeader> {
  const ends = new CsvRecordEnds(delimiter);
  const parts: TextPart[] = [];
  /** The number of bytes of the current record so far. */
  let open = 0;
  for await (const part of text) {
    if (part.kind === 'fault') {
      parts.push(part);
      break;
    }
    const { bytes } = part;
    let begun = 0;
    for (let end = ends.find(bytes, 0); end !== -1; end = ends.find(bytes, end)) {
      open = 0;
      begun = end;
      if (ends.next.row === 0) continue;
      text.putBack(bytes.subarray(end));
      return { parts: [...parts, { kind: 'bytes', bytes: bytes.subarray(0, end) }], next: ends.next };
    }
    parts.push(part);
    open += bytes.length - begun;
    if (open > longestRecord + 1) break;
  }
  return { parts, next: ends.next };
}
