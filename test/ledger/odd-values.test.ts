// Values that pushplan never writes and calls that no command makes: each ends in an error of its own.
import { zstdCompressSync } from 'node:zlib';
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { readChunk } from '../../src/ledger/chunks/chunk-text.ts';
import { Database } from '../../src/ledger/sqlite/database.ts';
import { asRefusal } from '../../src/ledger/sqlite/sqlite-fault.ts';
import { filesOf } from '../../src/ledger/sqlite/ledger-files.ts';
import { syncDirectory } from '../../src/ledger/sync-directory.ts';
import { byteAt, reasonOf } from '../../src/ledger/claims/outcome-bytes.ts';
import { byteFinder, readReasons } from '../../src/ledger/claims/reasons.ts';
import { RescueFile } from '../../src/ledger/sqlite/rescue-file.ts';
import { blob, DamagedLedger, integer, text } from '../../src/ledger/row.ts';
import { readRunCampaign } from '../../src/ledger/runs/run-campaign-text.ts';
import { SerialFile } from '../../src/ledger/sqlite/serial-file.ts';
import { newRun, plannedMany, runCampaign, spoolRun } from '../contract/world.ts';
import { tamper } from '../support/changed-ledgers.ts';
import { emptyLedger } from '../support/simulate-ring.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';

const damage = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP315' })] };

describe('a damaged value', () => {
  test.each([
    ['text that is not JSON', '{'],
    ['JSON that is not a list', '{}'],
    ['an invalid entry', '[7]'],
    ['a key that is not text', '[[1,"d",0,1,"{}"]]'],
    ['a digest that is not text', '[["k",1,0,1,"{}"]]'],
    ['a payload that is not text', '[["k","d",0,1,{}]]'],
    ['a generation that is not a number', '[["k","d","0",1,"{}"]]'],
    ['a row that is not a number', '[["k","d",0,"1","{}"]]'],
    ['identities that are not a list', '[["k","d",0,1,"{}","uuid=a",null,"00"]]'],
    ['an identity that is not text', '[["k","d",0,1,"{}",[7],null,"00"]]'],
    ['evidence that is not text', '[["k","d",0,1,"{}",[],7,"00"]]'],
    ['a person that is not text', '[["k","d",0,1,"{}",[],null,7]]'],
    ['sums that are not text', '[["k","d",0,1,"{}",[],null,"",7]]'],
    ['an envelope without a person', '[["k","d",0,1,"{}",[],null]]'],
    ['half an envelope', '[["k","d",0,1,"{}",[]]]'],
  ])('in a chunk is reported: %s', (_, content) => {
    expect(() => readChunk(zstdCompressSync(content))).toThrow(DamagedLedger);
  });

  test('in a chunk is reported: no compressed text', () => {
    expect(() => readChunk(Buffer.from('plain'))).toThrow(DamagedLedger);
  });

  test.each([
    { id: 7 },
    { file: null },
    { guarantee: 'twice' },
    { priority: 'low' },
    { async: 'yes' },
    { failOn: [] },
    { failOn: { rejected: 3 } },
    { abortIf: {} },
    { abortIf: [7] },
    { abortIf: [{ of: 7, limit: { kind: 'count', count: 1 } }] },
    { abortIf: [{ of: 'refused', limit: { kind: 'count', count: 'x' } }] },
    { reportAttributes: 'all' },
    { reportAttributes: [7] },
  ])('in the stored settings of a campaign is reported: %j', (change) => {
    expect(() => readRunCampaign(JSON.stringify({ ...runCampaign(), ...change }))).toThrow(DamagedLedger);
  });

  test('is not found in settings that are read as they were written', () => {
    const limit = { kind: 'share', share: 0.5 } as const;
    for (const change of [
      { failOn: {} },
      { guarantee: 'at_least_once' },
      { abortIf: [{ of: 'OptOut', limit }] },
    ] as const) {
      const campaign = runCampaign('sale', change);
      expect(readRunCampaign(JSON.stringify(campaign))).toEqual(campaign);
    }
  });

  test('is reported in a column of another type', () => {
    const row = { a: null, b: 1, c: 'text' };
    expect(() => integer(row, 'c')).toThrow('the column c does not hold an integer');
    expect(() => text(row, 'b')).toThrow('the column b does not hold a text');
    expect(() => blob(row, 'c')).toThrow('the column c does not hold a blob');
  });

  test('is reported in an outcome', () => {
    expect(() => byteAt(Uint8Array.of(1), 1)).toThrow('no position 1');
    expect(() => reasonOf(new Map(), 77)).toThrow('no reason is kept for the outcome 77');
  });

  test('is reported in the state of a run', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    await spoolRun(ledger, plannedMany(1));
    await world.kill(ledger);
    tamper(world, `UPDATE run SET state = 'flying'`);
    await using next = await world.open();
    await expect(next.runs()).rejects.toMatchObject(damage);
  });

  test('is reported in the row that identifies the ledger', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    tamper(world, 'DELETE FROM meta');
    await expect(world.open()).rejects.toMatchObject(damage);
    await expect(world.look()).rejects.toMatchObject(damage);
  });

  test('is reported in the lock file if it is not a database', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    fs.writeFileSync(`${world.path}.lock`, 'This is not a database, but it is long enough.'.repeat(20));
    await expect(world.open()).rejects.toMatchObject(damage);
  });
});

describe('a call that only a defect of pushplan could make', () => {
  test('is recognised by its error', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const run = await ledger.startRun(newRun());
    await expect(ledger.append(run.id, 9, plannedMany(1))).rejects.toThrow('has no campaign 9');
    await ledger.append(run.id, 0, plannedMany(1));
    await expect(ledger.flush('run_other')).rejects.toThrow('is being spooled, not run_other');
    await expect(ledger.open(run.id, 99)).rejects.toThrow('no chunk 99');
  });

  test('a connection may be closed twice, and a query without a result returns undefined', () => {
    const database = new Database(new DatabaseSync(':memory:'), ':memory:');
    expect(database.pragma('foreign_key_check')).toBeUndefined();
    database[Symbol.dispose]();
    database[Symbol.dispose]();
    expect(() => database.pragma('user_version')).toThrow('not open');
  });

  test('an error that concerns neither SQLite nor files is not changed', () => {
    const defect = new TypeError('x is not a function');
    expect(asRefusal(defect, 'l.db', 'sending')).toBe(defect);
    expect(asRefusal('thrown as a text', 'l.db', 'opening')).toMatchObject({ message: 'thrown as a text' });
    const silent = Object.assign(new Error(''), { code: 'EIO' });
    expect(asRefusal(silent, 'l.db', 'sending')).toMatchObject({
      exitCode: 8,
      message: 'The ledger l.db cannot be read or written: the disk failed.',
    });
    expect(asRefusal(silent, 'l.db', 'opening')).toBeInstanceOf(Refusal);
  });
});

describe('files beside a ledger', () => {
  test('a rescue file is removed if its folder cannot be synced', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    const files = { ...filesOf(world.path, 'sandbox'), directory: `${world.directory}/nowhere` };
    using rescue = new RescueFile(files, 'ledger_1');
    expect(() => rescue.prepare()).toThrow('ENOENT');
    expect(fs.existsSync(files.rescue)).toBe(false);
    expect(rescue.add([])).toBe(false);
  });

  test('a serial that cannot be stored is ignored', () => {
    using serial = new SerialFile('/nowhere/at/all/sandbox.serial');
    serial.write({ ledgerId: 'ledger_1', serial: 1, attempt: 1 });
    serial.mark(2);
    expect(fs.existsSync('/nowhere')).toBe(false);
  });

  test('a folder is not synced on a system that cannot do it', () => {
    expect(() => syncDirectory('/nowhere/at/all', 'win32')).not.toThrow();
    expect(() => syncDirectory('/nowhere/at/all', 'linux')).toThrow('ENOENT');
  });

  test('a ledger that is deleted while it is read is reported as missing', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    await using reader = await world.look();
    fs.rmSync(world.path);
    await expect(reader?.runs()).rejects.toMatchObject({ diagnostics: [expect.objectContaining({ code: 'PP315' })] });
  });

  test('a holder that has not recorded its name yet is reported as another process', async () => {
    await using world = await sqliteWorld();
    await using _holder = await world.open();
    tamper(world, 'UPDATE meta SET holder_host = NULL');
    await expect(world.open()).rejects.toMatchObject({
      exitCode: 9,
      message: expect.stringContaining('held by another process'),
    });
  });
});

test('reasons beyond the number that fits in a byte are stored as other, separately for refused and rejected', async () => {
  using database = emptyLedger();
  const reasons = await database.write(async (sql) => {
    const byteOf = byteFinder(sql);
    for (let number = 0; number < 300; number += 1) {
      await byteOf({ kind: 'refused', reason: `R${number}` });
      await byteOf({ kind: 'rejected', code: `C${number}` });
    }
    return readReasons(sql);
  });
  expect(reasonOf(reasons, 254)).toEqual({ kind: 'refused', reason: 'other' });
  expect(reasonOf(reasons, 255)).toEqual({ kind: 'rejected', reason: 'other' });
});
