// A disk that gets full at any moment: before the claim nothing is sent, and after it the record is complete.
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { macWith } from '../../src/ledger/chunks/chunk-mac.ts';
import { checkSqliteIdentity } from '../../src/ledger/sqlite/sqlite-identity.ts';
import { filesOf } from '../../src/ledger/sqlite/ledger-files.ts';
import { hashCampaignWith, hashWith } from '../../src/ledger/claims/notification-hash.ts';
import { hashPersonWith, personKeyOf } from '../../src/ledger/claims/person-hashes.ts';
import { demandDurability, openForWriting } from '../../src/ledger/sqlite/open-database.ts';
import { RescueFile } from '../../src/ledger/sqlite/rescue-file.ts';
import { openRingClock } from '../../src/ledger/sqlite/ring-clock.ts';
import { SerialFile } from '../../src/ledger/sqlite/serial-file.ts';
import { ringInFile } from '../../src/ledger/sqlite/ring-in-file.ts';
import { SqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';
import { accepted, claimSoon, newRun, openAll, plannedMany, send, spoolRun } from '../contract/world.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';

/** Opens a ledger with a page limit that stands for a full disk, and returns a function that sets another limit. */
async function cramped(
  world: SqliteWorld,
  morePages: number,
): Promise<{ readonly ledger: SqliteLedger; readonly leave: (morePages: number) => void }> {
  await (await world.open())[Symbol.asyncDispose]();
  const { clock } = world;
  const files = filesOf(world.path, 'sandbox');
  const database = openForWriting(files);
  const { id, secret } = await database.read((sql) =>
    checkSqliteIdentity(sql, files, { environment: 'sandbox', endpoint: 'sandbox' }),
  );
  demandDurability(database);
  const time = { monotonic: clock.monotonic, uptime: clock.monotonic, coarseness: 0, host: 'h' };
  const ring = await database.write(async (sql) => {
    const opened = ringInFile(await openRingClock(sql, time), { requestsPerMinute: 1_000, requestTimeout: 1_000 });
    await opened.prepare(sql);
    return opened;
  });
  const leave = (pages: number): void =>
    database.exec(`PRAGMA max_page_count = ${Number(database.pragma('page_count')) + pages}`);
  leave(morePages);
  const ledger = new SqliteLedger({
    id,
    findings: [],
    files,
    database,
    ring,
    clock,
    random: (size) => Buffer.alloc(size, 7),
    hash: hashWith(secret),
    hashCampaign: hashCampaignWith(secret),
    hashPerson: hashPersonWith(secret),
    personKey: personKeyOf(secret),
    mac: macWith(secret, id),
    rescue: new RescueFile(files, id),
    serialFile: new SerialFile(files.serial),
    resources: database,
  });
  return { ledger, leave };
}

describe('a full disk', () => {
  test('never leaves half a step, whatever there was room for, and everything that was sent is on record', async () => {
    const ends = new Map<string, number>();
    for (let morePages = 0; morePages <= 26; morePages += 2) {
      await using world = await sqliteWorld();
      const { ledger } = await cramped(world, morePages);
      const { end, sent } = await sendUntilFull(world, ledger);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      await world.kill(ledger);
      await using next = await world.open();
      const [run] = await next.runs();
      const [totals] = run === undefined ? [] : await next.totals(run.id);
      expect(totals?.buckets.accepted ?? 0, `${morePages} pages`).toBe(sent);
      expect(totals?.buckets.in_doubt ?? 0).toBe(0);
    }
    expect([...ends.keys()].toSorted()).toEqual(['1 PP315', '8 PP410', 'done']);
  });

  test('before anything was sent: exit 1, and the run can be dropped', async () => {
    await using world = await sqliteWorld();
    const cramp = await cramped(world, 20);
    await using ledger = cramp.ledger;
    const run = await ledger.startRun(newRun());
    const bulky = plannedMany(3_000).map((notification, index) => ({
      ...notification,
      payload: Buffer.from(Array.from({ length: 267 }, (_, at) => (index * 31 + at * at * 17) % 251)),
    }));
    const spooling = ledger.append(run.id, 0, bulky);
    await expect(spooling).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('the disk is full'),
      diagnostics: [expect.objectContaining({ code: 'PP315' })],
    });
    await ledger.dropRun(run.id);
    expect(await ledger.runs()).toEqual([]);
  });

  test('while sending: exit 8, the claim is not made, and the record is complete', async () => {
    await using world = await sqliteWorld();
    const { ledger: roomy, leave } = await cramped(world, 1_000);
    await using ledger = roomy;
    const run = await spoolRun(ledger, plannedMany(900));
    // The hashes of 900 people take at least 18 pages, in whatever order the tree gets them.
    leave(6);
    const notifications = await openAll(ledger, run.id);
    let sent = 0;
    const sending = async (): Promise<void> => {
      for (let start = 0; start < 900; start += 20) {
        const batch = notifications.slice(start, start + 20);
        await send(world, ledger, run.id, batch, Array(20).fill(accepted));
        sent += 20;
      }
    };
    await expect(sending()).rejects.toMatchObject({
      exitCode: 8,
      diagnostics: [expect.objectContaining({ code: 'PP410', help: expect.stringContaining('resume') })],
    });
    expect(sent).toBeGreaterThan(0);
    const [totals] = await ledger.totals(run.id);
    expect(totals?.buckets).toEqual({ accepted: sent, refused: 0, rejected: 0, in_doubt: 0, not_sent: 900 - sent });
    expect((await openAll(ledger, run.id)).length).toBe(900 - sent);
  });
});

/** Returns how it ended, and how many notifications the API had received by then. */
async function sendUntilFull(
  world: SqliteWorld,
  ledger: SqliteLedger,
): Promise<{ readonly end: string; readonly sent: number }> {
  let sent = 0;
  try {
    const run = await spoolRun(ledger, plannedMany(400));
    const notifications = await openAll(ledger, run.id);
    for (let start = 0; start < 400; start += 20) {
      const batch = notifications.slice(start, start + 20);
      const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: batch });
      sent += batch.length;
      await ledger.settle([{ attempt, outcomes: batch.map(() => accepted), status: 200, error: null }]);
    }
    return { end: 'done', sent };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { end: `${error.exitCode} ${error.diagnostics[0]?.code ?? ''}`, sent };
  }
}
