// Statements within one transaction on PostgreSQL.
import type { PoolClient } from 'pg';
import { sortError } from './postgres-fault.ts';
import { DamagedLedger, type Row } from './row.ts';

type Scalar = string | number | boolean | null;
export type Parameter = Scalar | Uint8Array | readonly Scalar[];

/** When a transaction began. */
export interface Beginning {
  /** By the database's clock, whole milliseconds since 1970. */
  readonly now: number;
  /** By the clock of this process: the server looked at its own between the two. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/**
 * Statements have parameters but no names: the server forgets them at once, so that a pooler may give every transaction another
 * connection.
 */
export class PostgresTransaction {
  /** By the database's clock when it began, whole milliseconds since 1970. */
  readonly now: number;
  readonly begun: Beginning;
  readonly #client: PoolClient;
  readonly #limit: number;
  readonly #whenCommitted: (() => void)[] = [];

  /** `limit` is how long one statement may take, milliseconds. */
  constructor(client: PoolClient, how: { readonly begun: Beginning; readonly limit: number }) {
    this.#client = client;
    this.begun = how.begun;
    this.now = how.begun.now;
    this.#limit = how.limit;
  }

  /** For what this process may believe only once it stands. */
  whenCommitted(work: () => void): void {
    this.#whenCommitted.push(work);
  }

  /** By whoever committed it. */
  hasCommitted(): void {
    for (const work of this.#whenCommitted) work();
  }

  async all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]> {
    const { rows } = await this.#query(text, parameters);
    return rows;
  }

  async get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined> {
    return (await this.all(text, ...parameters))[0];
  }

  /** For what is there in every ledger that is whole. */
  async one(text: string, ...parameters: readonly Parameter[]): Promise<Row> {
    const row = await this.get(text, ...parameters);
    if (row === undefined) throw new DamagedLedger('something is missing that every ledger has');
    return row;
  }

  /** Gives how many rows were changed. */
  async run(text: string, ...parameters: readonly Parameter[]): Promise<number> {
    const { changed } = await this.#query(text, parameters);
    return changed;
  }

  /** A statement of somebody else's, as the driver takes it: for the queue, whose jobs are committed with what they are about. */
  async executeSql(text: string, values: readonly unknown[] = []): Promise<{ rows: Row[] }> {
    try {
      return await this.#client.query<Row>({ text, values: [...values] });
    } catch (error) {
      throw sortError(error);
    }
  }

  async #query(
    text: string,
    parameters: readonly Parameter[],
  ): Promise<{ readonly rows: readonly Row[]; readonly changed: number }> {
    try {
      const query = { text, values: parameters.map(fit), query_timeout: this.#limit };
      const { rows, rowCount } = await this.#client.query<Row>(query);
      return { rows, changed: rowCount ?? 0 };
    } catch (error) {
      throw sortError(error);
    }
  }
}

/** PostgreSQL's text holds every character but one. */
function fit(parameter: Parameter): unknown {
  if (typeof parameter === 'string') return parameter.replaceAll('\0', '\u{FFFD}');
  if (parameter instanceof Uint8Array) return Buffer.from(parameter);
  return Array.isArray(parameter) ? parameter.map(fit) : parameter;
}
