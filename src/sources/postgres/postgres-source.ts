// The source for a query in a PostgreSQL database: one statement in a read-only transaction, with its rows as CSV.
import { addAbortListener } from 'node:events';
import type pg from 'pg';
import type { PostgresSource } from '../../campaign/audience-source.ts';
import { carefulClient } from '../../postgres/careful-client.ts';
import { clientOptionsOf } from '../../postgres/client-options.ts';
import { loadDriver } from '../../postgres/load-driver.ts';
import { bindParams, type BoundQuery } from '../bind-params.ts';
import { explainPostgres, WrongResult, type QueryOrigin } from './explain-postgres.ts';
import { readQueryText } from '../lock.ts';
import { prepareRows, type PreparedRows } from './postgres-cursor.ts';
import { formOfCategory, formOfType, writeCsvRow, type ValueForm } from './postgres-values.ts';
import type { ResultColumn } from '../engine/query-protocol.ts';
import { queryOf, type Source, type SourceWork } from '../source.ts';
import { addressOfSource } from './read-address.ts';

export function postgresSource(setting: PostgresSource): Source {
  return {
    format: 'csv',
    async *read(work) {
      const { file, params, paramsAt } = queryOf(work);
      const address = addressOfSource(setting, work);
      const bound = bindParams(await readQueryText(work.files, file, work.at), params);
      const origin: QueryOrigin = { file, bound, params: paramsAt, setting };
      const driver = await loadDriver({ what: `the source ${setting.name}`, packages: ['pg'] });
      const Client = carefulClient(driver, address.channelBinding);
      const connectionTimeoutMillis = Math.min(address.connectTimeout, setting.timeout);
      const client = new Client({ ...clientOptionsOf(address), connectionTimeoutMillis });
      work.signal?.throwIfAborted();
      let isConnected = false;
      let late: Error | undefined;
      // The server's own timeout applies to each block of rows, and does not help if the server is gone.
      const timer = setTimeout(() => {
        late = isConnected ? new WrongResult({ kind: 'took_too_long' }) : new Error('timeout expired');
        void client.end();
      }, setting.timeout);
      const end = (): void => void client.end();
      using _ending = work.signal && addAbortListener(work.signal, end);
      try {
        if (bound.missing.length > 0 || bound.unused.length > 0) throw new WrongResult({ kind: 'params' });
        await client.connect();
        isConnected = true;
        return yield* readRows(client, bound, setting.timeout, work);
      } catch (error) {
        throw explainPostgres(late ?? error, address.shown, origin);
      } finally {
        clearTimeout(timer);
        await client.end().catch(() => {});
      }
    },
  };
}

/** The server ends a statement after this time, and also a connection that stays idle for as long. */
function begin(milliseconds: number): string {
  return [
    'BEGIN READ ONLY',
    `SET LOCAL statement_timeout = ${milliseconds}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${milliseconds}`,
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL IntervalStyle = 'iso_8601'",
    'SET LOCAL extra_float_digits = 1',
  ].join('; ');
}

async function* readRows(
  client: pg.Client,
  { text, values }: BoundQuery,
  timeout: number,
  { progress }: SourceWork,
): AsyncGenerator<Uint8Array, readonly ResultColumn[]> {
  await client.query(begin(timeout));
  const prepared = await prepareRows(client, text, values);
  if (prepared === undefined || prepared.fields.length === 0) throw new WrongResult({ kind: 'not_select' });
  const columns = await findColumns(client, prepared);
  yield Buffer.from(writeCsvRow(columns.map(({ name }) => name)));
  let row = 0;
  const write = (cell: string | null, index: number): string | null => {
    const column = columns[index];
    const written = cell === null ? null : column?.write(cell);
    if (written === undefined) throw new WrongResult({ kind: 'not_finite', column: column?.name ?? '', row });
    return written;
  };
  for await (const block of prepared.blocks) {
    const lines = block.map((cells) => {
      row += 1;
      return writeCsvRow(cells.map(write));
    });
    progress.rows(lines.length);
    if (lines.length > 0) yield Buffer.from(lines.join(''));
  }
  await client.query('ROLLBACK');
  return columns.map(({ name, type }) => ({ name, type }));
}

async function findColumns(
  client: pg.Client,
  { fields }: PreparedRows,
): Promise<readonly (ValueForm & { readonly name: string })[]> {
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new WrongResult({ kind: 'duplicate_column', column: twice });
  const columns: (ValueForm & { readonly name: string })[] = [];
  for (const { name, dataTypeID } of fields) {
    const form = formOfType(dataTypeID) ?? (await lookUpForm(client, name, dataTypeID));
    columns.push({ name, ...form });
  }
  return columns;
}

async function lookUpForm(client: pg.Client, column: string, oid: number): Promise<ValueForm> {
  const text = 'SELECT format_type(oid, NULL) AS name, typcategory AS category FROM pg_catalog.pg_type WHERE oid = $1';
  const { rows } = await client.query<{ readonly name: unknown; readonly category: unknown }>(text, [oid]);
  const [{ name, category } = { name: oid, category: '' }] = rows;
  const form = formOfCategory(String(category));
  if (form === undefined) throw new WrongResult({ kind: 'no_text_form', column, type: String(name) });
  return form;
}
