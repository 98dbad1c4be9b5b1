// A process that sends with the ledger at argv[2] until the disk is full, and reports on stdout what it did.
import { randomBytes } from 'node:crypto';
import { Refusal } from '../../src/errors.ts';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import { accepted, optOut, plannedMany, spoolRun } from '../contract/world.ts';

async function sendAll(): Promise<void> {
  await using ledger = await openSqlite({
    path: process.argv[2] ?? '',
    environment: 'sandbox',
    endpoint: 'sandbox',
    create: 'allow',
    requestsPerMinute: 1_000,
    requestTimeout: 120_000,
    // No waiting: every reading of this clock is a second later than the one before.
    clock: { now: Date.now, monotonic: () => (seconds += 1) * 1_000, sleep: async () => undefined },
    random: randomBytes,
    host: 'runner-1',
    pid: process.pid,
  });
  const run = await spoolRun(ledger, plannedMany(200));
  const [chunk] = await ledger.chunks(run.id);
  const notifications = await ledger.open(run.id, chunk?.number ?? 0);
  for (let start = 0; start < notifications.length; start += 5) {
    const batch = notifications.slice(start, start + 5);
    const claim = await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications: batch });
    if (claim.kind !== 'claimed') throw new Error(`The claim is ${claim.kind}.`);
    // From here on, the API has these notifications.
    process.stdout.write(`sent ${batch.map(({ row }) => row).join(' ')}\n`);
    const outcomes = [accepted, accepted, accepted, accepted, optOut];
    await ledger.settle([{ attempt: claim.attempt, outcomes, status: 200, error: null }]);
  }
  await ledger.setState(run.id, 'finished', {});
}

let seconds = 0;
try {
  await sendAll();
  process.stdout.write('done\n');
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stdout.write(`refused ${error.exitCode} ${error.diagnostics.map(({ code }) => code).join(' ')}\n`);
}
