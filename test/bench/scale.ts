// How large a run may become: generated notifications are planned, spooled into PostgreSQL and sent by workers, and each stage is measured.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatScale } from './format-scale.ts';
import { beginExplaining, readStatements, type HotStatement } from './hot-statements.ts';
import { expectEnd, startMeasured, type Cost, type Measured, type MeasuredProcess } from './measured-process.ts';
import { campaignId, campaignOf, explained, makeScaleWorkspace, writePeople } from './scale-workspace.ts';
import { watchServer, type ServerMemory } from './server-memory.ts';
import { startSlowNetwork } from './slow-network.ts';
import { measureTables, withClient, type TableSize } from './table-sizes.ts';

interface ScaleOptions {
  readonly rows: number;
  readonly workers: number;
  /** The limit of the environment, raised so that the pace is not what is measured. */
  readonly requestsPerMinute: number;
  readonly log: (line: string) => void;
}

export interface Scale {
  readonly rows: number;
  /** The size of a notification as it is sent. */
  readonly bytes: number;
  readonly stages: readonly (Cost & { readonly what: string })[];
  readonly server: ServerMemory;
  /** While everything waits, and when everything is settled. */
  readonly tables: { readonly spooled: readonly TableSize[]; readonly settled: readonly TableSize[] };
  readonly claims: { readonly requests: number; readonly perSecond: number };
  readonly statements: readonly HotStatement[];
  readonly problems: readonly string[];
}

/** The sandbox allows this many times what the workers may send. */
const spare = 2;
/** Milliseconds to the database and back, over a simulated network. */
const roundTrip = 1;
const growing = ['sent', 'req'];
/** From this many notifications on, no statement should read a whole table. It may do so with a small table. */
const large = 100_000;

export const benchScale: BenchCase = async ({ rows = 20_000, workers, requestsPerMinute, log }) => {
  const result = await measureScale({ rows, workers, requestsPerMinute, log });
  return { text: formatScale(result), result, problems: result.problems };
};

async function measureScale({ rows, workers, requestsPerMinute, log }: ScaleOptions): Promise<Scale> {
  const heard: string[] = [];
  await using server = await startPostgres({ durable: true, listen: (text) => void heard.push(text) });
  const memory = await watchServer(server.url());
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  log(`writing ${rows} rows`);
  await using workspace = await makeScaleWorkspace(rows, { endpoint, requestsPerMinute });
  const sandboxOptions = ['--port', String(port), '--limit', String(spare * requestsPerMinute), '--latency', '0'];
  const run = commandIn(workspace, server.url());
  using sandbox = run('sandbox', ...sandboxOptions);
  await sandbox.says(/SANDBOX/);
  const stages: (Cost & { readonly what: string })[] = [];
  const measure = async (what: string, process: MeasuredProcess): Promise<Measured> => {
    const end = await expectEnd(what, process);
    stages.push({ what, ...end.cost });
    log(`${what}: ${end.cost.seconds.toFixed(1)} s, ${Math.round(end.cost.memory)} MiB`);
    return end;
  };
  const bytes = await measureBytes(run);
  await measure('plan, nothing sent yet', run('plan', '--json'));
  await measure('apply --detach', run('apply', '--detach', '--yes', '--json'));
  const spooled = await measureTables(server.url());
  const crew = Array.from({ length: workers }, () => run('worker', '--drain'));
  await Promise.all(crew.map((worker, index) => measure(`worker ${index + 1} of ${workers}`, worker)));
  const claims = await measureClaims(server);
  await withClient(server.url(), (client) => client.query('VACUUM ANALYZE'));
  const settled = await measureTables(server.url());
  const again = await measure('plan, all of it sent', run('plan', '--json'));
  const slow = await planSlowly(server, workspace, measure);
  const used = memory.end();
  log('explaining');
  await sendOneMore(server, workspace);
  const statements = readStatements(heard.join(''), [...growing, 'slot']);
  sandbox.kill('SIGTERM');
  await measure('sandbox', sandbox);
  return {
    rows,
    bytes,
    stages,
    server: used,
    tables: { spooled, settled },
    claims,
    statements,
    problems: [
      ...[again, slow].flatMap((end) => checkSettled(end, rows)),
      ...(rows < large ? [] : statements.flatMap(checkStatement)),
    ],
  };
}

type Run = (...argv: readonly string[]) => MeasuredProcess;

export function commandIn({ root }: TestWorkspace, url: string): Run {
  return (...argv) => startMeasured(argv, { cwd: root, env: { KEY: 'key', PUSHPLAN_LEDGER: url } });
}

/** The mean of the first hundred notifications. */
async function measureBytes(run: Run): Promise<number> {
  const file = `${campaignId}.campaign.yaml`;
  const { stdout } = await expectEnd('render', run('render', file, '--format', 'ndjson', '--limit', '100'));
  const lines = stdout.trim().split('\n');
  return Math.round(lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length);
}

async function measureClaims(server: PostgresServer): Promise<Scale['claims']> {
  return withClient(server.url(), async (client) => {
    const { rows } = await client.query<Readonly<Record<'requests' | 'milliseconds', string>>>(
      'SELECT count(*) AS requests, max(settled_at) - min(claimed_at) AS milliseconds FROM pushplan.req',
    );
    const requests = Number(rows[0]?.requests);
    return { requests, perSecond: requests / (Number(rows[0]?.milliseconds) / 1_000) };
  });
}

async function planSlowly(
  server: PostgresServer,
  workspace: TestWorkspace,
  measure: (what: string, process: MeasuredProcess) => Promise<Measured>,
): Promise<Measured> {
  await using network = await startSlowNetwork(server.port, roundTrip / 2);
  const far = commandIn(workspace, server.url().replace(`:${server.port}/`, `:${network.port}/`));
  return await measure(`the same over a network of ${roundTrip} ms`, far('plan', '--json'));
}

/** Sends one more campaign from a full ledger while the server logs all of its work. */
export async function sendOneMore(server: Pick<PostgresServer, 'url'>, workspace: TestWorkspace): Promise<void> {
  await beginExplaining(server.url());
  const id = 'one-more';
  await writePeople(join(workspace.root, 'more.csv'), explained);
  await writeFile(join(workspace.root, `${id}.campaign.yaml`), campaignOf(id, 'more.csv', 1205));
  const run = commandIn(workspace, server.url());
  await expectEnd('one more run', run('apply', `${id}.campaign.yaml`, '--yes', '--json'));
}

function checkSettled({ stdout }: Measured, rows: number): readonly string[] {
  const { totals }: { readonly totals: Readonly<Record<'settled' | 'send', number>> } = JSON.parse(stdout);
  if (totals.settled === rows) return [];
  return [`of ${rows} notifications ${totals.settled} are settled and ${totals.send} would be sent again`];
}

function checkStatement({ text, wholeTables }: HotStatement): readonly string[] {
  const whole = wholeTables.filter((table) => growing.includes(table));
  return whole.length === 0 ? [] : [`reads all of ${whole.join(' and ')}: ${text}`];
}
