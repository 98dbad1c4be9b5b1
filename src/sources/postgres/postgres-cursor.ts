// Runs one statement in PostgreSQL's extended protocol: prepares it alone, has it described, and requests its rows block by block. The driver's own
// query takes rows as fast as they arrive; here the server waits until a block has been used.
import type pg from 'pg';
import type { Connection, Submittable } from 'pg';

interface ResultField {
  readonly name: string;
  /** The number of the column's type in the server's catalog. */
  readonly dataTypeID: number;
}

/** The values of one row, as text. */
type RawRow = readonly (string | null)[];

interface Answer {
  /** Undefined if the statement gives no rows. */
  readonly fields: readonly ResultField[] | undefined;
  readonly rows: readonly RawRow[];
  readonly isComplete: boolean;
}

export interface PreparedRows {
  readonly fields: readonly ResultField[];
  /** Only one block is in memory at a time. Between two blocks, the client may be used for other queries. */
  readonly blocks: AsyncIterable<readonly RawRow[]>;
}

const blockRows = 1000;
const portal = 'audience';

/**
 * Must be called in a transaction, whose end also ends the rows. Throws what the server reports.
 * Returns undefined if the text is not a query; then nothing of it was run.
 */
export async function prepareRows(
  client: pg.ClientBase,
  text: string,
  values: readonly string[],
): Promise<PreparedRows | undefined> {
  const { fields } = await exchange(client, (connection) => {
    connection.parse({ name: portal, text, types: [] }, true);
    connection.bind({ portal, statement: portal, values: [...values] }, true);
    connection.describe({ type: 'P', name: portal }, true);
  });
  return fields === undefined ? undefined : { fields, blocks: readBlocks(client) };
}

async function* readBlocks(client: pg.ClientBase): AsyncGenerator<readonly RawRow[]> {
  for (;;) {
    const { rows, isComplete } = await exchange(client, (connection) => {
      // The driver's types wrongly declare this number as a string.
      const loosely: { execute(config: object, more: boolean): void } = connection;
      loosely.execute({ portal, rows: blockRows }, true);
    });
    yield rows;
    if (isComplete) return;
  }
}

async function exchange(client: pg.ClientBase, send: (connection: Connection) => void): Promise<Answer> {
  const one = new Exchange(send);
  client.query(one);
  return one.answer;
}

/** Passed to the driver's `query`, which calls the methods whose names begin with `handle`. */
class Exchange implements Submittable {
  readonly answer: Promise<Answer>;
  readonly #send: (connection: Connection) => void;
  readonly #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };
  readonly #rows: RawRow[] = [];
  #fields: readonly ResultField[] | undefined;
  #isComplete = false;

  constructor(send: (connection: Connection) => void) {
    this.#send = send;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answer = promise;
    this.#settle = { resolve, reject };
  }

  submit(connection: Connection): void {
    this.#send(connection);
    connection.sync();
  }

  handleRowDescription({ fields }: { readonly fields: readonly ResultField[] }): void {
    this.#fields = fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }));
  }

  handleDataRow({ fields }: { readonly fields: RawRow }): void {
    this.#rows.push(fields);
  }

  handlePortalSuspended(): void {}

  handleEmptyQuery(): void {}

  handleCommandComplete(): void {
    this.#isComplete = true;
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve({ fields: this.#fields, rows: this.#rows, isComplete: this.#isComplete });
  }
}
