// A chunk that somebody changes in the database: nothing of it is sent, its run stops, and nobody is lost or sent to twice.
import { describe, expect, test } from 'vitest';
import { writeChunk } from '../../../src/ledger/chunks/chunk-text.ts';
import { macWith } from '../../../src/ledger/chunks/chunk-mac.ts';
import {
  accepted,
  allInDoubt,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  openAll,
  plannedMany,
  runCampaign,
  send,
  type WholeLedger,
} from '../../contract/world.ts';
import { changedPostgres, changedSqlite, type ChangedLedger } from '../../support/changed-ledgers.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

function onServer(): Promise<ChangedLedger> {
  return changedPostgres(server());
}

const by = { host: 'runner-1', pid: 4_242 };
const foreign = writeChunk([
  { key: '00'.repeat(16), digest: 'ab'.repeat(16), generation: 0, row: 1, payload: Buffer.from('{"title":"Win!"}') },
]);

/** Starts a run and sets it to running: chunks 0 and 1 belong to the first campaign (sale), chunk 2 to the second (news). */
async function beginRun(ledger: WholeLedger, seal = 'seal-1'): Promise<string> {
  const { id } = await ledger.startRun(newRun(runCampaign('sale'), runCampaign('news')));
  await ledger.append(id, 0, plannedMany(3, seal));
  await ledger.flush(id);
  await ledger.append(id, 0, plannedMany(3, `${seal}-more`));
  await ledger.append(id, 1, plannedMany(2, `${seal}-news`));
  await ledger.setState(id, 'running', { seal });
  return id;
}

function refusal(chunk: number, what = 'changed', campaign = 'sale'): object {
  const message = expect.stringContaining(`chunk ${chunk} of campaign ${campaign} was ${what} in the ledger`);
  return { exitCode: 4, diagnostics: [{ code: 'PP347', message, help: expect.stringContaining('ledger verify') }] };
}

function copied(from: string): string {
  return ['notifications', 'mac']
    .map((column) => `${column} = (SELECT other.${column} FROM chunk AS other WHERE ${from})`)
    .join(', ');
}

const changes: readonly (readonly [string, (ledger: ChangedLedger) => string])[] = [
  ['other texts', ({ literal }) => `UPDATE chunk SET notifications = ${literal(foreign)} WHERE run = 1 AND number = 0`],
  [
    'bytes that are not a chunk',
    ({ literal }) => `UPDATE chunk SET notifications = ${literal(Uint8Array.of(0))} WHERE run = 1 AND number = 0`,
  ],
  ['no sum', () => 'UPDATE chunk SET mac = NULL WHERE run = 1 AND number = 0'],
  ['half a sum', () => 'UPDATE chunk SET mac = substr(mac, 1, 16) WHERE run = 1 AND number = 0'],
  [
    'a sum that was made with a guessed secret',
    ({ literal }) => {
      const place = { run: 'run', number: 0, position: 0, size: 3, campaign: 1, settings: '{}' };
      const sum = macWith(new Uint8Array(32), 'ledger')(place, foreign);
      return `UPDATE chunk SET notifications = ${literal(foreign)}, mac = ${literal(sum)} WHERE run = 1 AND number = 0`;
    },
  ],
  [
    'the bytes and the sum of its neighbour',
    () => `UPDATE chunk SET ${copied('other.run = 1 AND other.number = 1')} WHERE run = 1 AND number = 0`,
  ],
  ['another campaign', () => 'UPDATE chunk SET position = 1 WHERE run = 1 AND number = 0'],
  ['a position without a campaign', () => 'UPDATE chunk SET position = 9 WHERE run = 1 AND number = 0'],
  ['another size', () => 'UPDATE chunk SET size = 2 WHERE run = 1 AND number = 0'],
  [
    'other settings',
    () =>
      `UPDATE run_campaign SET settings = replace(settings, 'at_most_once', 'at_least_once') WHERE run = 1 AND position = 0`,
  ],
  [
    'a weaker limit',
    () => `UPDATE run_campaign SET settings = replace(settings, '0.4', '1.0') WHERE run = 1 AND position = 0`,
  ],
  ['the memory of another campaign', () => 'UPDATE run_campaign SET campaign = 2 WHERE run = 1 AND position = 0'],
  ['nothing', () => 'UPDATE chunk SET notifications = NULL WHERE run = 1 AND number = 0'],
];

/** Sets the bytes and the MAC of a chunk to those of the copy in the table `kept`. */
const asKept = 'notifications = (SELECT notifications FROM kept), mac = (SELECT mac FROM kept)';

describe.each([
  ['SQLite', changedSqlite],
  ['PostgreSQL', onServer],
])('%s', (_name, make) => {
  test.each(changes)('a chunk with %s stops its run', async (_what, statement) => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await changed.change(statement(changed));
    await expect(openAll(ledger, id)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP347' }] });
    expect(await ledger.run(id)).toMatchObject({
      state: 'stopped',
      why: expect.stringContaining('chunk 0 of campaign'),
    });
    const result = await ledger.claim({ run: id, chunk: 1, campaign: 0, notifications: [] });
    expect(result).toEqual({ kind: 'fenced', state: 'stopped' });
    const totals = await ledger.totals(id);
    expect(totals.reduce((sum, { buckets }) => sum + buckets.accepted + buckets.in_doubt, 0)).toBe(0);
    expect((await changed.verify()).join()).toMatch(/[12] chunks? of the spool (?:was|were)/v);

    // The people in it are in the next plan, and the ledger can be used as before.
    expect(await ledger.lookup('sale', ['seal-10'])).toEqual([{ kind: 'unknown', generation: 0 }]);
    const next = await beginRun(ledger, 'seal-2');
    expect(await ledger.run(id)).toMatchObject({ state: 'superseded', why: expect.stringContaining('in the ledger') });
    expect(await openAll(ledger, next)).toHaveLength(8);
    expect((await changed.verify()).join()).not.toContain('chunks of the spool');
  });

  test('a chunk of another run is not accepted', async () => {
    await using changed = await make();
    await using ledger = await changed.world.open();
    await beginRun(ledger);
    await changed.change('CREATE TABLE kept AS SELECT * FROM chunk WHERE run = 1 AND number = 0');
    const id = await beginRun(ledger, 'seal-2');
    await changed.change(`UPDATE chunk SET ${asKept} WHERE run = 2 AND number = 0`);
    await expect(openAll(ledger, id)).rejects.toMatchObject(refusal(0));
  });

  test('a chunk that is changed while it is being sent is not rewritten, and its known outcomes are kept', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    const people = await ledger.open(id, 0);
    await send(world, ledger, id, people.slice(0, 2), [accepted, inDoubt]);
    await changed.change(`UPDATE chunk SET notifications = ${changed.literal(foreign)} WHERE run = 1 AND number = 0`);
    await expect(ledger.finish(id, 0)).rejects.toMatchObject(refusal(0));
    expect(await ledger.run(id)).toMatchObject({ state: 'stopped' });
    await expect(allInDoubt(ledger, id)).rejects.toMatchObject(refusal(0));
    expect(await ledger.totals(id)).toMatchObject([{ buckets: { accepted: 1, in_doubt: 1, not_sent: 4 } }, {}]);

    await beginRun(ledger, 'seal-2');
    expect((await changed.verify()).join()).toContain('1 chunk of the spool was changed');
    await expect(allInDoubt(ledger, id)).rejects.toMatchObject(refusal(0));
    expect(await ledger.run(id)).toMatchObject({ state: 'superseded' });
    expect(await ledger.resolve(id, { as: 'accepted', who: 'ada', reason: 'called them' })).toBe(1);
    expect(await changed.verify()).toEqual([]);
    expect(await allInDoubt(ledger, id)).toEqual([]);
  });

  test('a chunk that is changed after everybody in it is settled is kept for an investigation; one that is deleted by then is not reported', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    for (const number of [0, 1]) {
      const notifications = await ledger.open(id, number);
      const { attempt } = await claimSoon(world, ledger, { run: id, chunk: number, campaign: 0, notifications });
      await ledger.settle([{ attempt, outcomes: notifications.map(() => accepted), status: 200, error: null }]);
    }
    await changed.change('UPDATE chunk SET notifications = NULL WHERE run = 1 AND number = 1');
    await ledger.finish(id, 1);
    expect(await ledger.chunks(id)).toMatchObject([{ number: 0 }, { number: 2 }]);
    await changed.change(`UPDATE chunk SET notifications = ${changed.literal(foreign)} WHERE run = 1 AND number = 0`);
    await expect(ledger.finish(id, 0)).rejects.toMatchObject(refusal(0));
    expect((await changed.verify()).join()).toContain('1 chunk of the spool was changed');
  });

  test('notifications in doubt can be resolved by hand while the run can be resumed, and their chunk stays broken', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await send(world, ledger, id, await ledger.open(id, 0), [accepted, inDoubt, notSent]);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await changed.change('UPDATE chunk SET mac = NULL WHERE run = 1 AND number = 0');
    expect(await ledger.resolve(id, { as: 'not_sent', who: 'ada', reason: 'called them' })).toBe(1);
    await ledger.adoptRun(id, by);
    await expect(ledger.open(id, 0)).rejects.toMatchObject(refusal(0));
    expect(await ledger.open(id, 1)).toHaveLength(3);
  });

  test('any other error with a chunk does not count as a change, and nothing is settled', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await send(world, ledger, id, (await ledger.open(id, 0)).slice(0, 1), [inDoubt]);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await changed.change('ALTER TABLE chunk RENAME COLUMN mac TO other');
    const word = { as: 'accepted', who: 'ada', reason: 'called them' } as const;
    await expect(ledger.resolve(id, word)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP315' }] });
    await changed.change('ALTER TABLE chunk RENAME COLUMN other TO mac');
    expect(await ledger.countInDoubt(['sale'])).toBe(1);
  });

  test('a chunk that is emptied and marked as finished is noticed, and so are emptied notifications in doubt', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await send(world, ledger, id, await ledger.open(id, 0), [accepted, accepted, inDoubt]);
    await ledger.finish(id, 0);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await changed.change('UPDATE chunk SET notifications = NULL, mac = NULL WHERE run = 1 AND number = 0');
    expect((await changed.verify()).join()).toContain('1 chunk of the spool was emptied');
    await expect(allInDoubt(ledger, id)).rejects.toMatchObject(refusal(0, 'emptied'));
    await ledger.resolve(id, { as: 'accepted', who: 'ada', reason: 'called them' });
    expect(await changed.verify()).toEqual([]);

    await changed.change('UPDATE chunk SET notifications = NULL, mac = NULL WHERE run = 1 AND number = 2');
    await changed.change(`UPDATE chunk SET finished = ${changed.true} WHERE run = 1 AND number = 2`);
    expect((await changed.verify()).join()).toContain('1 chunk of the spool was emptied');
    await ledger.adoptRun(id, by);
    await expect(ledger.chunks(id)).rejects.toMatchObject(refusal(2, 'emptied', 'news'));
    expect(await ledger.run(id)).toMatchObject({ state: 'stopped' });
    expect(await ledger.totals(id)).toMatchObject([{ buckets: { not_sent: 3 } }, { buckets: { not_sent: 2 } }]);
  });

  test('a chunk that is marked as finished is opened again when the run is resumed', async () => {
    await using changed = await make();
    await using ledger = await changed.world.open();
    const id = await beginRun(ledger);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await changed.change(`UPDATE chunk SET finished = ${changed.true} WHERE run = 1 AND number = 0`);
    await ledger.adoptRun(id, by);
    expect(await openAll(ledger, id)).toHaveLength(8);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await changed.change(`UPDATE chunk SET finished = ${changed.true}, mac = NULL WHERE run = 1 AND number = 0`);
    await expect(ledger.adoptRun(id, by)).rejects.toMatchObject(refusal(0));
    expect(await ledger.run(id)).toMatchObject({ state: 'stopped' });
  });

  test('restoring an earlier version of a chunk does not send to anybody twice', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await changed.change('CREATE TABLE kept AS SELECT * FROM chunk WHERE run = 1 AND number = 0');
    const people = await ledger.open(id, 0);
    await send(world, ledger, id, people, [accepted, accepted, notSent]);
    await ledger.finish(id, 0);
    await changed.change(`UPDATE chunk SET ${asKept} WHERE run = 1 AND number = 0`);
    const left = await ledger.open(id, 0);
    expect(left.map(({ row }) => row)).toEqual([3]);
    const again = await claimSoon(world, ledger, { run: id, chunk: 0, campaign: 0, notifications: people });
    expect(again.taken).toEqual([2]);
  });

  test('a ledger that nobody changed is intact, whatever happened to its runs', async () => {
    await using changed = await make();
    const { world } = changed;
    await using ledger = await world.open();
    const id = await beginRun(ledger);
    await send(world, ledger, id, await ledger.open(id, 0), [accepted, inDoubt, notSent]);
    await ledger.finish(id, 0);
    expect(await changed.verify()).toEqual([]);
    await ledger.setState(id, 'stopped', { why: 'the test says so' });
    await ledger.adoptRun(id, by);
    expect(await openAll(ledger, id)).toHaveLength(6);
    await beginRun(ledger, 'seal-2');
    expect(await changed.verify()).toEqual([]);
    expect(await allInDoubt(ledger, id)).toMatchObject([{ row: 2 }]);
  });
});
