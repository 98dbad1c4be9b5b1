// What pushplan fetch costs from PostgreSQL and from Parquet, compared with a plain COPY and with the engine's own conversion.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { startPostgres } from '../support/postgres-server.ts';
import { campaignText, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTable } from './format-table.ts';
import { expectEnd, startMeasured, type Cost, type MeasuredProcess } from './measured-process.ts';
import { withClient } from './table-sizes.ts';
import { watchChildren } from './watch-children.ts';

const copyRows = fileURLToPath(import.meta.resolve('./peers/copy-rows.ts'));

interface FetchCost extends Cost {
  readonly what: string;
  /** Processor seconds and memory of the engine's process; 0 if there is none. */
  readonly engineSeconds: number;
  readonly engineMemory: number;
}

/** The columns of person i: some 75 bytes as CSV. */
const columns = `'person' || i || '@example.com' AS email, 'Person ' || i AS name, 'tr' AS language, (i % 1000) / 10.0 AS price`;

export const benchFetch: BenchCase = async ({ rows = 1_000_000, rounds = 1, log }) => {
  await using server = await startPostgres();
  const url = server.url();
  log(`writing ${rows} rows into PostgreSQL and as Parquet`);
  await withClient(url, (client) =>
    client.query(`CREATE TABLE people AS SELECT ${columns} FROM generate_series(1, ${rows}) AS i`),
  );
  await using fromServer = await makeFetchWorkspace(
    '{ source: warehouse, query: people.sql, columns: { price: number } }',
  );
  await using fromFile = await makeFetchWorkspace('{ file: people.parquet }');
  const parquet = join(fromFile.root, '.pushplan/data/people.parquet');
  await fromFile.write('.pushplan/data/.keep', '');
  await writeParquet(rows, parquet);
  const fetch = ({ root }: TestWorkspace) => startMeasured(['fetch', '--json'], { cwd: root, env: { WAREHOUSE: url } });
  const costs: FetchCost[] = [];
  for (const [what, start] of [
    ['fetch from PostgreSQL', () => fetch(fromServer)],
    ['COPY from PostgreSQL', () => peer(fromServer, 'copy', url)],
    ['fetch of Parquet', () => fetch(fromFile)],
    ['DuckDB, Parquet to NDJSON', () => peer(fromFile, 'convert', parquet)],
  ] as const) {
    const seen: FetchCost[] = [];
    for (let round = 0; round < rounds; round += 1) seen.push(await measure(what, start()));
    const [median] = seen.toSorted((a, b) => a.seconds - b.seconds).slice(Math.floor(rounds / 2));
    if (median !== undefined) costs.push(median);
    log(`${what}: ${median?.seconds.toFixed(1)} s, ${median?.memory.toFixed(0)} MiB`);
  }
  return { text: formatFetch(rows, costs), result: { rows, costs } };
};

function peer({ root }: TestWorkspace, how: string, from: string): MeasuredProcess {
  return startMeasured([how, from, join(root, 'peer.out')], { cwd: root, program: copyRows });
}

async function measure(what: string, started: MeasuredProcess): Promise<FetchCost> {
  const children = watchChildren(started.pid);
  const { cost } = await expectEnd(what, started);
  const { memory, processorSeconds } = children.end();
  return { what, ...cost, engineSeconds: processorSeconds, engineMemory: memory };
}

function makeFetchWorkspace(audience: string): Promise<TestWorkspace> {
  return makeWorkspace({
    'pushplan.yaml':
      'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\nsources:\n  warehouse: { kind: postgres, address_env: WAREHOUSE }\n',
    'hello.campaign.yaml': campaignText().replace('{ file: people.csv }', audience),
    'people.sql': 'SELECT * FROM people ORDER BY email\n',
  });
}

async function writeParquet(rows: number, path: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${columns} FROM range(1, ${rows + 1}) AS r(i)) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function formatFetch(rows: number, costs: readonly FetchCost[]): string {
  const head = ['process', 'seconds', 'rows/s', 'processor s', 'memory MiB', 'engine processor s', 'engine memory MiB'];
  const cells = costs.map(({ what, seconds, processorSeconds, memory, engineSeconds, engineMemory }) => [
    what,
    seconds.toFixed(1),
    (rows / seconds).toFixed(0),
    processorSeconds.toFixed(1),
    memory.toFixed(0),
    engineMemory === 0 ? '' : engineSeconds.toFixed(0),
    engineMemory === 0 ? '' : engineMemory.toFixed(0),
  ]);
  return `${formatTable(head, cells)}\n`;
}
