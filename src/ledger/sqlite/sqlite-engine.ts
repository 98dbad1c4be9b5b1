// The engine for ledgers in a SQLite file, which belong to one machine and to one process at a time.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { anotherFile, filesOf } from './ledger-files.ts';
import { refuseLost } from './serial-file.ts';
import type { LedgerEngine, Looking, MakeEngine } from '../ledger-engine.ts';

/** Handles `sqlite:PATH`, relative to the root. If the file does not exist, SQLite is not loaded. */
export const sqliteEngine: MakeEngine = (address, { root }): LedgerEngine => {
  const path = resolve(root, address.slice('sqlite:'.length));
  const explained = async <Result>(look: () => Result): Promise<Result> => {
    try {
      return look();
    } catch (error) {
      throw (await import('./sqlite-fault.ts')).asRefusal(error, path, 'opening');
    }
  };
  /** Refuses a ledger that was there and is gone, instead of returning false. */
  const isThere = ({ environment }: Pick<Looking, 'environment'>): Promise<boolean> =>
    explained(() => {
      if (isFileThere(path)) return true;
      refuseLost(filesOf(path, environment));
      return false;
    });
  const whereThere = async <Result>(
    looking: Pick<Looking, 'environment'>,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> => ((await isThere(looking)) ? work() : undefined);
  return {
    shown: path,
    secrets: [],
    another: anotherFile,
    isThere,
    open: async (opening) => (await import('./open-sqlite.ts')).openSqlite({ ...opening, path }),
    read: (looking) =>
      whereThere(looking, async () => (await import('./read-sqlite.ts')).readSqlite({ ...looking, path })),
    control: (looking) =>
      whereThere(looking, async () => (await import('./read-sqlite.ts')).controlSqlite({ ...looking, path })),
    view: (looking, work) =>
      whereThere(looking, async () => (await import('./read-sqlite.ts')).viewSqlite({ ...looking, path }, work)),
    move: {
      close: async (holding, exported) =>
        (await import('./move-sqlite.ts')).closeSqlite({ ...holding, path }, exported),
      import: async (making, file) => (await import('./move-sqlite.ts')).importIntoSqlite({ ...making, path }, file),
      giveEndpoint: async (holding, from) =>
        (await import('./migrate-sqlite.ts')).moveSqliteEndpoint({ ...holding, path }, from),
    },
    remove: async (holding) => {
      const { serial } = filesOf(path, holding.environment);
      if (!(await explained(() => isFileThere(path) || isFileThere(serial)))) return false;
      await (await import('./remove-sqlite.ts')).removeSqlite({ ...holding, path });
      return true;
    },
    migrate: (holding) =>
      whereThere(holding, async () => (await import('./migrate-sqlite.ts')).migrateSqlite({ ...holding, path })),
  };
};

/** Throws if this user may not look into the folder, instead of returning false. */
function isFileThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
