// A ledger that has gone back in time, or is not the one that was used here, is refused in each of these cases.
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { accepted, inDoubt, newRun, openAll, plannedMany, send, spoolRun } from '../contract/world.ts';
import { tamper } from '../support/changed-ledgers.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';

type World = SqliteWorld & { readonly id: string };

/** Returns a closed ledger with one finished run, in which one person is in doubt. */
async function usedWorld(environment = 'sandbox'): Promise<World> {
  const world = await sqliteWorld();
  await using ledger = await world.open({ environment });
  const run = await spoolRun(ledger, plannedMany(4));
  await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted, accepted, accepted, inDoubt]);
  await ledger.setState(run.id, 'finished', {});
  return { ...world, id: ledger.id };
}

const sideFiles = ['', '-wal', '-shm'] as const;

/** Copies the database and its log, as they are now, into `backup`. */
function backUp(world: World, backup: Map<string, Buffer>): void {
  for (const suffix of sideFiles) {
    const file = world.path + suffix;
    if (fs.existsSync(file)) backup.set(suffix, fs.readFileSync(file));
  }
}

function restore(world: World, backup: ReadonlyMap<string, Buffer>): void {
  for (const suffix of sideFiles) {
    fs.rmSync(world.path + suffix, { force: true });
    const content = backup.get(suffix);
    if (content !== undefined) fs.writeFileSync(world.path + suffix, content, { mode: 0o600 });
  }
}

const serialOf = (world: World): string => `${world.directory}/sandbox.serial`;

/** Backs up the ledger, lets something happen to it, and restores the backup. */
function afterwards(happens: (world: World) => Promise<void>): (world: World) => Promise<void> {
  return async (world) => {
    const backup = new Map<string, Buffer>();
    backUp(world, backup);
    await happens(world);
    restore(world, backup);
  };
}

async function applyAgain(world: World): Promise<void> {
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(2, `at ${await ledger.serial()} `));
  await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted, accepted]);
  await ledger.setState(run.id, 'finished', {});
}

/** Sends, dies, and leaves its commits in the log. `midway` is called between two requests. */
async function dieWhileSending(world: World, midway: () => void = () => undefined): Promise<void> {
  const ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(4, `at ${await ledger.serial()} `));
  const all = await openAll(ledger, run.id);
  await send(world, ledger, run.id, all.slice(0, 2), [accepted, accepted]);
  midway();
  await send(world, ledger, run.id, all.slice(2), [accepted, accepted]);
  // Closing writes the log into the database, so the files of before are restored: they are what a killed process leaves.
  const left = new Map<string, Buffer>();
  backUp(world, left);
  await world.kill(ledger);
  restore(world, left);
}

async function takeFrom(other: World, world: World, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    fs.copyFileSync(`${other.directory}/${name}`, `${world.directory}/${name}`);
    fs.chmodSync(`${world.directory}/${name}`, 0o600);
  }
  await other[Symbol.asyncDispose]();
}

/** The name of the case, the code of the finding that refuses it, and how it arises. */
type Case = readonly [string, string, (world: World) => Promise<void>];

const cases: readonly Case[] = [
  ['a backup from before the last run', 'PP311', afterwards(applyAgain)],
  ['a backup from several runs ago', 'PP311', afterwards((world) => applyAgain(world).then(() => applyAgain(world)))],
  [
    'a backup from before a decision about those in doubt',
    'PP311',
    afterwards(async (world) => {
      await using ledger = await world.open();
      const [run] = await ledger.runs();
      await ledger.resolve(run?.id ?? '', { as: 'accepted', who: 'ada', reason: 'asked' });
    }),
  ],
  ['a backup from before a run that was killed', 'PP311', afterwards((world) => dieWhileSending(world))],
  [
    'a backup from before a run that was abandoned before it sent anything',
    'PP311',
    afterwards(async (world) => {
      await using ledger = await world.open();
      await ledger.dropRun((await ledger.startRun(newRun())).id);
    }),
  ],
  [
    'a backup that was made in the middle of the run that was killed',
    'PP311',
    async (world) => {
      const backup = new Map<string, Buffer>();
      await dieWhileSending(world, () => backUp(world, backup));
      restore(world, backup);
    },
  ],
  [
    'a killed run whose log was left out of the copy',
    'PP311',
    async (world) => {
      await dieWhileSending(world);
      for (const suffix of ['-wal', '-shm']) fs.rmSync(world.path + suffix);
    },
  ],
  [
    'a killed run whose log was cut in half',
    'PP311',
    async (world) => {
      await dieWhileSending(world);
      fs.truncateSync(`${world.path}-wal`, Math.floor(fs.statSync(`${world.path}-wal`).size / 2));
      fs.rmSync(`${world.path}-shm`);
    },
  ],
  [
    'the log of an earlier state beside the current database',
    'PP311',
    async (world) => {
      await dieWhileSending(world);
      const log = fs.readFileSync(`${world.path}-wal`);
      fs.writeFileSync(`${world.path}-wal`, log.subarray(0, 32 + 4_120));
      fs.rmSync(`${world.path}-shm`);
    },
  ],
  [
    'a cached copy of the folder without the serial, restored over a newer folder',
    'PP311',
    async (world) => {
      const cache = new Map<string, Buffer>();
      backUp(world, cache);
      await applyAgain(world);
      await dieWhileSending(world);
      restore(world, cache);
    },
  ],
  ['a missing ledger', 'PP311', async (world) => fs.rmSync(world.path)],
  ['the ledger of another workspace', 'PP310', async (world) => takeFrom(await usedWorld(), world, 'sandbox.db')],
  ['the serial of another ledger', 'PP310', async (world) => takeFrom(await usedWorld(), world, 'sandbox.serial')],
  [
    'the ledger of another environment',
    'PP310',
    async (world) => {
      await takeFrom(await usedWorld('staging'), world, 'sandbox.db');
      fs.rmSync(serialOf(world));
    },
  ],
  [
    'a new and empty ledger in its place',
    'PP310',
    async (world) => {
      const other = await sqliteWorld();
      const ledger = await other.open();
      await world.kill(ledger);
      await takeFrom({ ...other, id: ledger.id }, world, 'sandbox.db');
    },
  ],
  [
    'an older ledger whose serial was increased by hand',
    'PP311',
    async (world) => {
      await afterwards(applyAgain)(world);
      tamper(world, 'UPDATE meta SET serial = 99');
    },
  ],
  [
    'a ledger whose last requests were deleted',
    'PP311',
    async (world) => {
      await applyAgain(world);
      tamper(world, 'DELETE FROM req WHERE attempt = 2');
    },
  ],
  ['a serial that was emptied', 'PP311', async (world) => fs.writeFileSync(serialOf(world), '')],
  ['a serial that is not a number', 'PP311', async (world) => fs.writeFileSync(serialOf(world), `${world.id} two x\n`)],
  [
    'a serial that is a folder',
    'PP315',
    async (world) => {
      fs.rmSync(serialOf(world));
      fs.mkdirSync(serialOf(world));
    },
  ],
  ['an empty file in its place', 'PP315', async (world) => fs.writeFileSync(world.path, '')],
];

/** Cases that can be noticed only by `ledger_id` in pushplan.yaml. */
const pinnedCases: readonly Case[] = [
  [
    'a ledger that is missing with its serial',
    'PP310',
    async (world) => {
      fs.rmSync(world.path);
      fs.rmSync(serialOf(world));
    },
  ],
  [
    'the ledger of another workspace with its serial',
    'PP310',
    async (world) => takeFrom(await usedWorld(), world, 'sandbox.db', 'sandbox.serial'),
  ],
];

async function expectRefused(world: World, code: string, expectId?: string): Promise<void> {
  // Twice, since the first refusal must not change anything that lets the second one pass.
  for (const _time of ['first', 'second']) {
    await expect(world.open(expectId === undefined ? {} : { expectId })).rejects.toMatchObject({
      exitCode: exitCodes.blocked,
      diagnostics: [{ code, severity: 'error', help: expect.any(String) }],
    });
  }
}

describe('a ledger that has gone back in time, or is another one, is refused:', () => {
  test('in at least 20 cases', () => {
    const names = [...cases, ...pinnedCases].map(([name]) => name);
    expect(new Set(names).size).toBeGreaterThanOrEqual(20);
  });

  test.each(cases)('%s', async (_, code, happens) => {
    await using world = await usedWorld();
    await happens(world);
    await expectRefused(world, code);
  });

  test.each(pinnedCases)('%s', async (_, code, happens) => {
    await using world = await usedWorld();
    await happens(world);
    await expectRefused(world, code, world.id);
  });

  test('but not a ledger whose last process was killed', async () => {
    await using world = await usedWorld();
    await dieWhileSending(world);
    await using ledger = await world.open({ expectId: world.id });
    expect(await ledger.totals((await ledger.runs())[0]?.id ?? '')).toMatchObject([{ buckets: { accepted: 4 } }]);
  });
});
