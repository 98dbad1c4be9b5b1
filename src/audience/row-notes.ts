// Lines of a file that are worth a word: how many there are, and where the first of them stand.
import { warningAt, type Diagnostic } from '../diagnostic.ts';

const shown = 5;

class LineNote {
  count = 0;
  readonly #first: number[] = [];

  add(line: number): void {
    this.count += 1;
    if (this.#first.length < shown) this.#first.push(line);
  }

  /** "line 7", "lines 7, 9 and 3 more". */
  get lines(): string {
    const more = this.count - this.#first.length;
    return `${this.count === 1 ? 'line' : 'lines'} ${this.#first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }

  get first(): number {
    return this.#first[0] ?? 1;
  }
}

export interface RowNotes {
  /** Records in which nothing stands but delimiters and blanks: they are no rows. */
  readonly blank: LineNote;
  /** Records that begin with a byte order mark, as where files were joined. */
  readonly marked: LineNote;
}

export function createRowNotes(): RowNotes {
  return { blank: new LineNote(), marked: new LineNote() };
}

export function warnOfNotes(file: string, { blank, marked }: RowNotes): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (blank.count > 0) {
    const message = `${blank.count} empty ${blank.count === 1 ? 'row is' : 'rows are'} passed over (${blank.lines})`;
    found.push(warningAt({ file, line: blank.first, column: 1 }, 'PP214', message, 'They count as no rows.'));
  }
  if (marked.count > 0) {
    const message = `a byte order mark (U+FEFF) stands in the middle of the file (${marked.lines}), as where files were joined`;
    const help = 'It is left out. Look for the header of the second file, which is no row.';
    found.push(warningAt({ file, line: marked.first, column: 1 }, 'PP215', message, help));
  }
  return found;
}
