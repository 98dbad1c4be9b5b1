// A page of sections that fits a length: what does not fit is left out in whole parts, and the page says so.
import { countOf } from '../../numbers.ts';

export interface Section {
  /** What stands before its parts: a heading, the head of a table. */
  readonly head: string;
  /** What can be shown or left out as a whole, the most important first: a row, a block. Made when there may be room for it. */
  readonly parts: readonly (() => string)[];
  /** Between parts: a line break, or an empty line. */
  readonly separator: '\n' | '\n\n';
  /** What stands behind them, such as the end of a fold. */
  readonly tail: string;
  /** The sentence that stands for so many parts. */
  readonly leftOut: (count: number) => string;
  /** How soon it is thought of when there is not room for all, from 1. */
  readonly rank: number;
  /** The part of the page, from 0 to 1, that it has before a section of a later rank has anything. */
  readonly share: number;
}

export interface Page {
  readonly top: string;
  /** In reading order. One without parts is not shown. */
  readonly sections: readonly Section[];
  readonly bottom: string;
}

const between = '\n\n';

/**
 * At most `limit` bytes of UTF-8, which are never fewer than characters, however somebody counts those. Top, bottom and a sentence for
 * each section are always there.
 */
export function fitPage({ top, sections, bottom }: Page, limit: number): string {
  const filled = sections.filter(({ parts }) => parts.length > 0).map((section) => new Filling(section));
  const ranked = filled.toSorted((a, b) => a.section.rank - b.section.rank);
  let room = limit - sizeOf(top + between + bottom + '\n');
  for (const filling of filled) room -= filling.size + between.length;
  // Each has its share, and then the first ranks what others did not need: no section can be all there is.
  for (const filling of ranked) room -= filling.fill(Math.min(room, limit * filling.section.share));
  for (const filling of ranked) room -= filling.fill(room);
  return `${[top, ...filled.map((filling) => filling.print()), bottom].join(between)}\n`;
}

/** The sentence for what is left out, and the command that shows all of it. */
export function leaveOut(one: string, many: string, command: string): Section['leftOut'] {
  return (count) => `_Left out here, for length: ${countOf(count, one, many)}. \`${command}\` shows all._`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** A section of which so many parts are shown. */
class Filling {
  readonly section: Section;
  readonly #shown: string[] = [];
  /** Made, and then there was no room for it. */
  #next: string | undefined;
  #partsSize = 0;

  constructor(section: Section) {
    this.section = section;
  }

  get size(): number {
    return this.#sizeWith(this.#shown.length, this.#partsSize);
  }

  /** Shows as many more parts as `room` has space for, and returns what they take. */
  fill(room: number): number {
    const before = this.size;
    for (const part of this.section.parts.slice(this.#shown.length)) {
      const next = this.#next ?? part();
      const partsSize = this.#partsSize + sizeOf(next);
      this.#next = next;
      if (this.#sizeWith(this.#shown.length + 1, partsSize) - before > room) break;
      this.#shown.push(next);
      this.#partsSize = partsSize;
      this.#next = undefined;
    }
    return this.size - before;
  }

  print(): string {
    const { head, parts, separator, tail, leftOut } = this.section;
    const missing = parts.length - this.#shown.length;
    const sentence = missing === 0 ? [] : [leftOut(missing)];
    if (this.#shown.length === 0) return sentence.join('');
    return [head + this.#shown.join(separator) + tail, ...sentence].join(between);
  }

  #sizeWith(shown: number, partsSize: number): number {
    const { head, tail, separator, leftOut, parts } = this.section;
    const missing = parts.length - shown;
    const sentence = missing === 0 ? 0 : sizeOf(leftOut(missing));
    if (shown === 0) return sentence;
    const frame = sizeOf(head + tail) + separator.length * (shown - 1);
    return partsSize + frame + (missing === 0 ? 0 : between.length + sentence);
  }
}
