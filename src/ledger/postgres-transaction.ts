// Statements within one transaction on PostgreSQL.
import type { PoolClient } from 'pg';
import { sortError } from './postgres-fault.ts';
import { DamagedLedger, type Row } from './row.ts';

type Scalar = string | number | boolean | null;
export type Parameter = Scalar | Uint8Array | readonly Scalar[];

/**
 * Statements have parameters but no names: the server forgets them at once, so that a pooler may give every transaction another
 * connection.
 */
export class PostgresTransaction {
  /** By the database's clock when it began, whole milliseconds since 1970. */
  readonly now: number;
  readonly #client: PoolClient;
  readonly #limit: number;

  /** `limit` is how long one statement may take, milliseconds. */
  constructor(client: PoolClient, how: { readonly now: number; readonly limit: number }) {
    this.#client = client;
    this.now = how.now;
    this.#limit = how.limit;
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
