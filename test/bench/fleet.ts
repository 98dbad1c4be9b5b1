// How fast four workers send from one ledger on PostgreSQL with a raised limit, and which of its statements takes the most time.
import type { BenchCase } from './bench-case.ts';
import { formatSending } from './format-sending.ts';
import { startPostgres } from '../support/postgres-server.ts';
import type { ApplyOptions } from './apply.ts';
import { countArrivals } from './arrivals.ts';
import { readStatements } from './hot-statements.ts';
import { expectEnd } from './measured-process.ts';
import { commandIn, sendOneMore } from './scale.ts';
import { makeScaleWorkspace } from './scale-workspace.ts';
import { measureRing } from './ring-rate.ts';
import { lineOf, type SendingBench } from './sending.ts';
import { watchWaits } from './watch-waits.ts';

const workers = 4;
/** So high that the pace is not what is measured. */
const requestsPerMinute = 600_000;

export const benchFleet: BenchCase = async ({ rows = 100_000, log }) => {
  const result = await measureFleet({ rows, log });
  return { text: formatSending(result), result };
};

async function measureFleet({ rows, log }: Omit<ApplyOptions, 'rounds'>): Promise<SendingBench> {
  const heard: string[] = [];
  await using server = await startPostgres({ durable: true, listen: (text) => void heard.push(text) });
  await using folder = await makeScaleWorkspace(0, { endpoint: 'sandbox', requestsPerMinute });
  const { result: crew, arrivals } = await countArrivals(folder.root, async (endpoint) => {
    log(`writing ${rows} rows`);
    await using workspace = await makeScaleWorkspace(rows, { endpoint, requestsPerMinute });
    const run = commandIn(workspace, server.url());
    await expectEnd('apply --detach', run('apply', '--detach', '--yes', '--json'));
    log('sending');
    const watch = await watchWaits(server.url());
    const ends = await Promise.all(
      Array.from({ length: workers }, (_, index) => expectEnd(`worker ${index + 1}`, run('worker', '--drain'))),
    );
    return { ends, doing: await watch.end() };
  });
  log('taking slots');
  const slots = await measureRing(server, workers);
  log('explaining');
  await countArrivals(folder.root, async (endpoint) => {
    await using workspace = await makeScaleWorkspace(1, { endpoint, requestsPerMinute });
    await sendOneMore(server, workspace);
  });
  const statements = readStatements(heard.join(''), ['sent', 'req', 'slot', 'ring', 'run', 'chunk']);
  return {
    title: `${rows} notifications of about 300 bytes, sent by ${workers} workers from one ledger on PostgreSQL`,
    lines: crew.ends.map((end, index) => lineOf(`worker ${index + 1}`, [{ end, arrivals, secondsToFirst: 0 }], rows)),
    aims: [
      { what: 'requests/s of all', value: arrivals.requests / arrivals.seconds, least: 2_000 },
      { what: 'slots/s that as many take, 16 at a time, and do nothing else', value: slots, least: 2_000 },
    ],
    note: `What sessions do at the server, on average over all of it:\n${crew.doing
      .slice(0, 6)
      .map(({ what, sessions }) => `- ${sessions.toFixed(2)} ${what}`)
      .join('\n')}\n\nThe statements that took the most time in one more run, explained:\n${statements
      .slice(0, 5)
      .map(({ text, times, median }) => `- ${times} times, ${median.toFixed(2)} ms: ${text.slice(0, 200)}`)
      .join('\n')}`,
  };
}
