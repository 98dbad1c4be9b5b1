// Holds the rows of a table by their keys. Each key must be unique.
import type { DataTable } from '../campaign/data-table.ts';
import { errorAt, type Diagnostic, type Position } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { Columns } from '../message/columns/columns.ts';
import { scalarText } from '../message/helpers/read-value.ts';
import { cellOf, type Recipient } from '../message/recipient.ts';
import { tableKey, type OpenTable } from '../message/tables.ts';
import { createRowTyper, type RowValues } from '../message/columns/type-row.ts';

/** The maximum memory of a table, in each thread that plans. */
const mostBytes = 256 * 1024 * 1024;
/** The maximum number of findings shown for one table. */
const mostFindings = 10;
/** The memory of a row and of a value besides its text, in bytes, measured with 100,000 rows. */
const bytesOf = { row: 120, value: 32 };

const checkExport = 'Check the export that writes it.';

export class TableRows {
  readonly #table: DataTable;
  readonly #at: Position;
  readonly #type: ReturnType<typeof createRowTyper>;
  readonly #rows = new Map<string, RowValues>();
  readonly #lines = new Map<string, number>();
  readonly #found: Diagnostic[] = [];
  #bytes = 0;

  /** `at` is the place that names the table. */
  constructor(table: DataTable, columns: Columns, at: Position) {
    this.#table = table;
    this.#at = at;
    this.#type = createRowTyper(columns, new Set(columns.names));
  }

  /** Throws a Refusal (exit 3) if the table is too large, or if too many rows are wrong. */
  add(block: readonly Recipient[]): void {
    for (const row of block) this.#addRow(row);
    if (this.#found.length >= mostFindings) this.#refuse();
    if (this.#bytes <= mostBytes) return;
    const message = `the table ${this.#table.name} takes more than ${mostBytes / 1024 / 1024} MiB of memory`;
    const help = 'Leave out rows and columns that no text needs, or join them into the audience where that is made.';
    throw new Refusal(exitCodes.invalidInput, [errorAt(this.#at, 'PP188', message, help)]);
  }

  /** Throws a Refusal (exit 3) if some rows are wrong, or if there are none. */
  finish(): Pick<OpenTable, 'rows' | 'bytes'> {
    if (this.#found.length > 0) this.#refuse();
    if (this.#rows.size > 0) return { rows: this.#rows, bytes: this.#bytes };
    const finding = errorAt(this.#at, 'PP188', `the table ${this.#table.name} has no rows`, checkExport);
    throw new Refusal(exitCodes.invalidInput, [finding]);
  }

  #addRow(recipient: Recipient): void {
    const { name, key: column } = this.#table;
    const { line, row } = recipient;
    const where = `row ${row} (line ${line})`;
    const key = tableKey(cellOf(recipient, column));
    const typed = this.#type(recipient);
    const first = this.#lines.get(key);
    if (key.trim() === '')
      this.#note(line, `${where} of the table ${name} has no ${column}, by which it would be found`);
    else if (first !== undefined) {
      this.#note(line, `${where} of the table ${name} has the ${column} of the row in line ${first}`);
    } else if (typed.kind === 'invalid') this.#note(line, `${where} of the table ${name}: ${typed.problem.message}`);
    else {
      this.#rows.set(key, typed.values);
      this.#lines.set(key, line);
      this.#bytes += estimateBytes(typed.values);
    }
  }

  #note(line: number, message: string): void {
    this.#found.push(errorAt({ file: this.#table.file, line, column: 1 }, 'PP188', message, checkExport));
  }

  #refuse(): never {
    throw new Refusal(exitCodes.invalidInput, this.#found.slice(0, mostFindings));
  }
}

function estimateBytes(row: RowValues): number {
  let bytes = bytesOf.row;
  for (const value of Object.values(row)) {
    const text = scalarText(value) ?? JSON.stringify(value);
    bytes += bytesOf.value + text.length;
  }
  return bytes;
}
