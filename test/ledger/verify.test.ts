// The faults that checkRecord finds in an inconsistent record: each kind of fault alone.
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { macOf } from '../../src/ledger/chunks/chunk-mac.ts';
import { viewSqlite } from '../../src/ledger/sqlite/read-sqlite.ts';
import { checkRecord } from '../../src/ledger/moving/record-check.ts';
import { tamper } from '../support/changed-ledgers.ts';
import { fillRichly } from '../support/rich-ledger.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';

async function faultsAfter(sql: string): Promise<readonly string[]> {
  await using world = await sqliteWorld();
  await fillRichly(world);
  tamper(world, sql);
  // The serial file would cause a refusal first, since the ledger has gone back in time.
  fs.rmSync(`${world.directory}/sandbox.serial`);
  const found = await viewSqlite({ environment: 'sandbox', endpoint: 'sandbox', path: world.path }, async (source) => [
    ...(await checkRecord(source, macOf(source.head, undefined))).faults,
    ...(await source.problems(0)),
  ]);
  return found ?? ['there is no ledger'];
}

test('an intact ledger has no faults', async () => {
  expect(await faultsAfter('SELECT 1')).toEqual([]);
});

describe('a fault that could send to somebody twice', () => {
  test.each([
    ['a missing sent row', 'DELETE FROM sent WHERE req = 32', '1 outcome belongs to no notification'],
    [
      'a sent row that points nowhere',
      'UPDATE sent SET req = 9999 WHERE req = 32',
      '1 notification points at an attempt that',
    ],
    [
      'a sent row after the last position',
      'UPDATE sent SET req = 32 + 19 WHERE req = 32',
      '1 notification points at an attempt',
    ],
    [
      'two sent rows that share an outcome',
      'UPDATE sent SET req = 33 WHERE req = 32',
      '1 notification shares its outcome',
    ],
    [
      'a sent row of another campaign',
      'UPDATE req SET campaign = 2 WHERE attempt = 2',
      "1 notification points at another campaign's",
    ],
    ['a missing attempt', 'DELETE FROM req WHERE attempt = 2', '1 notification points at an attempt that'],
    ['an outdated serial', 'UPDATE meta SET serial = 1', 'run starts, run ends and decisions are not in the serial'],
  ])('is found: %s', async (_name, sql, fault) => {
    expect((await faultsAfter(sql)).join('; ')).toContain(fault);
  });
});

describe('a fault in the totals or the contents', () => {
  test.each([
    ['too many outcomes', 'UPDATE req SET outcomes = zeroblob(32) WHERE attempt = 2', 'more than a request can hold'],
    ['no outcomes', "UPDATE req SET outcomes = x'' WHERE attempt = 2", '1 attempt has no outcomes'],
    ['an unknown reason', "UPDATE req SET outcomes = x'fe' WHERE attempt = 2", '1 outcome has a reason'],
    ['people that are cut off', "UPDATE req SET person = x'01' WHERE attempt = 2", '1 attempt names other people'],
    [
      'people of other requests',
      'UPDATE req SET person = (SELECT person FROM req WHERE attempt = 1) WHERE attempt = 2',
      '1 attempt names other people',
    ],
    ['a wrong number of doubts', 'UPDATE req SET doubts = 3 WHERE attempt = 2', '1 attempt counts another number'],
    ['nothing planned', 'DELETE FROM chunk WHERE run = 1', '2 campaigns of a run have more'],
    [
      'fewer planned than sent',
      'UPDATE chunk SET size = 1 WHERE run = 1 AND number = 0',
      '1 campaign of a run has more',
    ],
    ['a chunk that cannot be read', "UPDATE chunk SET notifications = x'00' WHERE run = 3", '2 chunks of the spool'],
    ['a list without terms', "UPDATE list SET terms = '{}'", '1 list cannot be read'],
    ['people of a missing list', 'DELETE FROM list', '2 people are in a list that is not there'],
    ['a rollout of no campaign', 'UPDATE rollout SET position = 77', '1 row is about a run'],
    ['an approval of no run', 'UPDATE approval SET run = 77', '1 row is about a run'],
    ['an approval of no campaign', 'UPDATE approval SET campaign = 77', '1 row is about a run'],
    ['an approval of nothing', "UPDATE approval SET details = '{}'", '1 run cannot be read'],
    ['somebody left out of no run', 'UPDATE left_out SET run = 77', '1 row is about a run'],
    [
      'a chunk that is empty without a reason',
      "DELETE FROM left_out; UPDATE run SET state = 'stopped' WHERE number = 1",
      '1 chunk of the spool was emptied',
    ],
    ['a run in no state', "UPDATE run SET state = 'flying' WHERE number = 1", '1 run cannot be read'],
    ['invalid settings', "UPDATE run_campaign SET settings = '{}' WHERE run = 1 AND position = 0", '1 run cannot be'],
    ['a missing run', 'DELETE FROM run WHERE number = 2', 'that is not there'],
    ['a chunk of a missing run', 'DELETE FROM run WHERE number = 3', '2 chunks of the spool were changed'],
    ['a missing sum', 'UPDATE chunk SET mac = NULL', '4 chunks of the spool were changed'],
    ['a decision about nothing', 'UPDATE decided SET attempt = 77', '2 rows are about a run, a campaign or an attempt'],
    [
      'damage that SQLite itself finds',
      'UPDATE decided SET attempt = 77',
      'rows that refer to rows that are not there: 2',
    ],
  ])('is found: %s', async (_name, sql, fault) => {
    expect((await faultsAfter(sql)).join('; ')).toContain(fault);
  });
});
