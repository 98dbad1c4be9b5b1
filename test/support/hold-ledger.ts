// A process that opens the ledger at argv[2], claims one notification, reports that, and waits to be killed.
import { randomBytes } from 'node:crypto';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import { openAll, plannedMany, spoolRun } from '../contract/world.ts';
import { realClock } from './real-clock.ts';

const ledger = await openSqlite({
  path: process.argv[2] ?? '',
  environment: 'sandbox',
  endpoint: 'sandbox',
  create: 'allow',
  requestsPerMinute: 1_000,
  requestTimeout: 120_000,
  clock: realClock,
  random: randomBytes,
  host: 'runner-1',
  pid: process.pid,
}).catch((error: unknown) => {
  process.stdout.write(`refused ${error instanceof Error ? error.message : ''}\n`);
  process.exit(9);
});
const run = await spoolRun(ledger, plannedMany(2));
const notifications = (await openAll(ledger, run.id)).slice(0, 1);
await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
process.stdout.write(`holding ${run.id}\n`);
setInterval(() => undefined, 1_000);
