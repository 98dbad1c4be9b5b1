// Builds a page of sections with a limited length. What does not fit is left out in whole parts, and the page says so.
import { countOf } from '../../numbers.ts';

export interface Section {
  /** The text before the parts: a heading, or the head of a table. */
  readonly head: string;
  /** Units that are shown or left out as a whole, such as a row or a block, the most important first. Made only when there may be room. */
  readonly parts: readonly (() => string)[];
  /** The text between parts: a line break, or an empty line. */
  readonly separator: '\n' | '\n\n';
  /** The text after the parts, such as the end of a fold. */
  readonly tail: string;
  /** Returns the sentence that replaces so many parts. */
  readonly leftOut: (count: number) => string;
  /** The order in which sections get room if there is not enough for all, from 1. */
  readonly rank: number;
  /** The fraction of the page, from 0 to 1, that the section gets before sections of a later rank get any room. */
  readonly share: number;
}

export interface Page {
  readonly top: string;
  /** In reading order. A section without parts is not shown. */
  readonly sections: readonly Section[];
  readonly bottom: string;
}

const between = '\n\n';

/**
 * Returns at most `limit` bytes of UTF-8, which are never fewer than characters, in whatever way those are counted. Top, bottom and a sentence for
 * each section are always included.
 */
export function fitPage({ top, sections, bottom }: Page, limit: number): string {
  const filled = sections.filter(({ parts }) => parts.length > 0).map((section) => new Filling(section));
  const ranked = filled.toSorted((a, b) => a.section.rank - b.section.rank);
  let room = limit - sizeOf(top + between + bottom + '\n');
  for (const filling of filled) room -= filling.size + between.length;
  // Each section gets its share first. Then the first ranks get what others did not need, so that no section fills the whole page.
  for (const filling of ranked) room -= filling.fill(Math.min(room, limit * filling.section.share));
  for (const filling of ranked) room -= filling.fill(room);
  return `${[top, ...filled.map((filling) => filling.print()), bottom].join(between)}\n`;
}

/** Returns the sentence for the parts that are left out, with the command that shows all of them. */
export function leaveOut(one: string, many: string, command: string): Section['leftOut'] {
  return (count) => `_Left out here, for length: ${countOf(count, one, many)}. \`${command}\` shows all._`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** A section and the parts of it that are shown. */
class Filling {
  readonly section: Section;
  readonly #shown: string[] = [];
  /** A part that was made when there was no room for it. */
  #next: string | undefined;
  #partsSize = 0;

  constructor(section: Section) {
    this.section = section;
  }

  get size(): number {
    return this.#sizeWith(this.#shown.length, this.#partsSize);
  }

  /** Adds as many more parts as fit into `room`, and returns the bytes that they take. */
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
