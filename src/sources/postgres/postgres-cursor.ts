// One statement of a PostgreSQL server in its extended protocol: prepared alone, described, and its rows asked for block by block.
// The driver's own query takes rows as fast as they come; here the server waits until a block was used.
import type pg from 'pg';
import type { Connection, Submittable } from 'pg';

interface ResultField {
  readonly name: string;
  /** The number of its type in the server's catalog. */
  readonly dataTypeID: number;
}

/** The values of one row, as text. */
type RawRow = readonly (string | null)[];

interface Answer {
  /** Undefined where the statement gives no rows. */
  readonly fields: readonly ResultField[] | undefined;
  readonly rows: readonly RawRow[];
  readonly isComplete: boolean;
}

export interface PreparedRows {
  readonly fields: readonly ResultField[];
  /** Each in memory at one time. Anything else may be asked of the server between two. */
  readonly blocks: AsyncIterable<readonly RawRow[]>;
}

const blockRows = 1000;
const portal = 'audience';

/** Within a transaction, which it lives as long as. Undefined where the text is no query: then nothing of it was run. Throws what the server says. */
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
      // Its types call a number a text.
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

/** Given to the driver's `query`, which calls the methods that are named `handle`. */
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
