// Turns the rows of a list into the texts by which people are looked up. Rows without an identifier are counted, and rows that contradict the
// settings of the list refuse it.
import { countOf } from '../../numbers.ts';
import type { DataFile } from '../../audience/data-file.ts';
import { findFormat } from '../../audience/format.ts';
import { openAudience } from '../../audience/open-audience.ts';
import type { ListFile } from '../../campaign/campaign.ts';
import { readIdentifier } from '../../campaign/rules/read-identifier.ts';
import { errorAt, warningAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { scalarText } from '../../message/helpers/read-value.ts';
import { cellOf } from '../../message/recipient.ts';
import { hashedText, listedText } from '../../plan/selection/leave-out-listed.ts';
import { findListColumns, type ListColumn } from './list-columns.ts';

const sum = /^[\da-f]{64}$/i;

type FileWords = Pick<DataFile, 'what' | 'sheetPlace'>;

const wordsOfList: FileWords = { what: 'the list', sheetPlace: 'beside its file' };

/** Reads a list once. */
export class ListEntries {
  readonly #list: ListFile;
  readonly #file: DataFile;
  /** The lines of the first hash and of the first plain identifier. */
  #firstSum: number | undefined;
  #firstPlain: number | undefined;
  #faults = 0;
  #firstFault = 0;
  #rows = 0;
  #ofFile: readonly Diagnostic[] = [];

  /**
   * `words` describe the file in messages, and `at` is the place that names it. Throws a Refusal (PP213) if the name has no known format. This
   * happens before the file is opened, because a file that nobody reads would stay open.
   */
  constructor(list: ListFile, at?: Position, words: FileWords = wordsOfList) {
    this.#list = list;
    this.#file = { name: list.file, ...words, without: 'Nobody is in it.', at };
    findFormat(this.#file);
  }

  /**
   * Returns texts as listedText() and hashedText() write them, block by block. Throws a Refusal (exit 3) if the file or its contents are at fault.
   */
  async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
    const { sheet } = this.#list;
    await using audience = await openAudience(this.#file, inSmallParts(bytes), sheet === undefined ? {} : { sheet });
    const columns = findListColumns(this.#list, audience.columns);
    const head = columns.flatMap((column) => this.#readHead(column));
    if (head.length > 0) yield head;
    for await (const block of audience.blocks) {
      this.#rows += block.length;
      yield block.flatMap((row) =>
        columns.flatMap((column) => this.#readText(column, scalarText(cellOf(row, column.column)) ?? '', row.line)),
      );
    }
    this.#ofFile = audience
      .warnings()
      .filter(({ code }) => code === 'PP257' || (code === 'PP210' && head.length === 0 && this.#faults === 0));
  }

  /** The number of rows that were read, without the header. */
  get rows(): number {
    return this.#rows;
  }

  /** Call it after everything was read. */
  warnings(): readonly Diagnostic[] {
    if (this.#faults === 0) return this.#ofFile;
    const { file } = this.#list;
    const rows = countOf(this.#faults, 'row is', 'rows are');
    const message = `${rows} left out of the list, without an identifier of its kind; the first is in line ${this.#firstFault}`;
    const help = 'Correct them in the export of the list: pushplan cannot tell what they mean.';
    return [...this.#ofFile, warningAt({ file, line: this.#firstFault, column: 1 }, 'PP272', message, help)];
  }

  /** If the list has no header, its first row is an entry. */
  #readHead({ column, identifier }: ListColumn): readonly string[] {
    const kind = kindOf(column);
    const isPlain = kind !== 'uuid' && readIdentifier(kind, column).kind === 'identifier';
    return (this.#list.isHashed ? sum.test(column) : isPlain) ? this.#readText({ column, identifier }, column, 1) : [];
  }

  #readText({ identifier }: ListColumn, text: string, line: number): readonly string[] {
    // Read like any identifier, without the rules of one kind.
    const plain = readIdentifier('uuid', text);
    if (plain.kind === 'empty') return [];
    if (plain.kind === 'identifier' && sum.test(plain.keyed)) return [this.#takeSum(identifier, plain.keyed, line)];
    this.#firstPlain ??= line;
    if (this.#list.isHashed || this.#firstSum !== undefined) throw this.#notMeant(line);
    const name = identifier ?? kindOf(text);
    const reading = readIdentifier(name, text);
    if (reading.kind === 'identifier') return [listedText(name, reading.keyed)];
    if (this.#faults === 0) this.#firstFault = line;
    this.#faults += 1;
    return [];
  }

  /** A UUID may look like a hash. */
  #takeSum(identifier: string | undefined, text: string, line: number): string {
    this.#firstSum ??= line;
    if (this.#list.isHashed) return hashedText(text);
    if (identifier === 'uuid' && this.#firstPlain === undefined) return listedText(identifier, text);
    throw this.#notMeant(line);
  }

  #notMeant(line: number): Refusal {
    const { file, isHashed } = this.#list;
    const [plain, hashed] = [this.#firstPlain, this.#firstSum];
    const isMixed = plain !== undefined && hashed !== undefined;
    const message = isMixed
      ? `the list has SHA-256 sums (line ${hashed}) and plain identifiers (line ${plain})`
      : isHashed
        ? 'the list is said to be hashed: sha256, and this row holds no SHA-256 sum in hexadecimal'
        : 'this row holds a SHA-256 sum, and the list does not say that it is hashed';
    const help = isMixed
      ? 'Make two lists of it, and write hashed: sha256 at that of the sums.'
      : isHashed
        ? 'Leave out hashed if the list contains plain identifiers.'
        : 'Write hashed: sha256 beside its file.';
    return new Refusal(exitCodes.invalidInput, [errorAt({ file, line, column: 1 }, 'PP271', message, help)]);
  }
}

const smallPart = 32 * 1024;

/**
 * Splits the bytes into small parts. Rows are short, and all rows of a part are in memory at once. In large parts they would live long enough to fill
 * it.
 */
async function* inSmallParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of bytes) {
    for (let from = 0; from < part.length; from += smallPart) yield part.subarray(from, from + smallPart);
  }
}

function kindOf(text: string): string {
  if (text.includes('@')) return 'email';
  return text.trim().startsWith('+') ? 'phone_number' : 'uuid';
}
