// Notes about lines of a file that deserve a warning: how many there are, and the numbers of the first ones.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { countOf, formatCount } from '../numbers.ts';
import type { DataFile } from './data-file.ts';

const shown = 5;

/** Plain data, since it is passed between threads. */
interface LineNote {
  count: number;
  readonly first: number[];
}

export function noteLine(note: LineNote, line: number): void {
  note.count += 1;
  if (note.first.length < shown) note.first.push(line);
}

/** `later` are the notes of the lines that follow. */
export function addNotes(notes: RowNotes, later: RowNotes): void {
  for (const kind of ['blank', 'marked'] as const) {
    const [all, more] = [notes[kind], later[kind]];
    all.count += more.count;
    all.first.push(...more.first.slice(0, shown - all.first.length));
  }
}

/** Lists lines as in "line 7" or "lines 7, 9 and 3 more". */
function listLines({ count, first }: LineNote): string {
  const more = count - first.length;
  return `${count === 1 ? 'line' : 'lines'} ${first.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

export interface RowNotes {
  /** Records with nothing but delimiters and blanks. They are not rows. */
  readonly blank: LineNote;
  /** Records that begin with a byte order mark, as in files that were joined. */
  readonly marked: LineNote;
}

export function createRowNotes(): RowNotes {
  return { blank: { count: 0, first: [] }, marked: { count: 0, first: [] } };
}

export function warnOfNotes({ name: file }: DataFile, { blank, marked }: RowNotes): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (blank.count > 0) {
    const message = `${countOf(blank.count, 'empty row is', 'empty rows are')} skipped (${listLines(blank)})`;
    found.push(
      warningAt({ file, line: blank.first[0] ?? 1, column: 1 }, 'PP214', message, 'They do not count as rows.'),
    );
  }
  if (marked.count > 0) {
    const message = `a byte order mark (U+FEFF) is in the middle of the file (${listLines(marked)}), as in files that were joined`;
    const help = 'It is left out. Look for the header of the second file, which is not a row.';
    found.push(warningAt({ file, line: marked.first[0] ?? 1, column: 1 }, 'PP215', message, help));
  }
  return found;
}
