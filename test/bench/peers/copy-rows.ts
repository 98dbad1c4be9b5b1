// The minimum that a fetch does: COPY the rows of PostgreSQL into a file, or let the engine convert a Parquet file to NDJSON.
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';

const [how = '', from = '', to = ''] = process.argv.slice(2);

if (how === 'copy') await copy(from, to);
else await convert(from, to);

/** The driver has no COPY of its own, but it passes its messages to the submitted object. */
async function copy(url: string, path: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const file = createWriteStream(path);
  await new Promise<void>((resolve, reject) => {
    client.query({
      submit: (connection: pg.Connection) => connection.query('COPY people TO STDOUT (FORMAT csv, HEADER)'),
      handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => void file.write(chunk),
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    } as unknown as pg.Submittable);
  });
  file.end();
  await finished(file);
  await client.end();
}

async function convert(parquet: string, path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT * FROM read_parquet('${parquet}')) TO '${path}' (FORMAT json)`);
  connection.closeSync();
  instance.closeSync();
}
