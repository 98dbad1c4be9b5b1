// Moves a SQLite ledger: closes it, or creates one from an export.
import fs from 'node:fs';
import type { Holding } from '../ledger-engine.ts';
import { signChunks } from '../chunks/sign-chunks.ts';
import { readExport } from '../moving/export-file.ts';
import { closeLedger, findOccupant, writeRecord } from '../moving/move-ledger.ts';
import { refuseOccupant, type Occupant } from '../moving/move-target.ts';
import { insertMeta, makeLedger } from './create-ledger.ts';
import { createDirectoryPrivately, type LedgerFiles } from './ledger-files.ts';
import { judgeFileSystem } from './judge-file-system.ts';
import { demandDurability, openForWriting } from './open-database.ts';
import { SerialFile } from './serial-file.ts';
import { checkSqliteIdentity, checkSqliteVersion, readProgress } from './sqlite-identity.ts';
import { underLock, withFiles, type SqlitePlace } from './under-lock.ts';

/** Closes the ledger. The caller holds the lock. */
export async function closeSqlite(place: SqlitePlace, exported: Parameters<typeof closeLedger>[2]): Promise<void> {
  await withFiles(place, async (files) => {
    using database = openForWriting(files);
    demandDurability(database);
    await database.write((sql) => closeLedger(sql, files.database, exported));
  });
}

/** @throws Refusal: 4 if the import would erase something, 9 if another process holds the ledger, 1 if the disk fails. */
export async function importIntoSqlite(
  place: SqlitePlace & Pick<Holding, 'clock' | 'host'>,
  file: string,
): Promise<void> {
  await withFiles(place, async ({ directory }) => {
    judgeFileSystem(directory, place.endpoint);
    createDirectoryPrivately(directory);
  });
  await underLock(place, async (files) => {
    const occupant = await lookForOccupant(files);
    await readExport(file, async (reading) => {
      const { head } = reading;
      refuseOccupant(files.database, occupant, head);
      await makeLedger(files, async (sql) => {
        await insertMeta(sql, { ...head, endpoint: place.endpoint, serial: head.serial + 1 });
        await writeRecord(sql, files.database, reading);
        await sql.run('UPDATE ring SET people_to = (SELECT coalesce(max(attempt), 0) FROM req)');
        // If there is a ledger, it was moved away, perhaps within this folder. Then the newer one is not lost, so that an earlier one is refused.
        const earlier = occupant.kind === 'none' ? place.earlier : undefined;
        const identity = await checkSqliteIdentity(sql, files, { ...place, earlier });
        if (head.isUnsigned) await signChunks(sql, identity);
      });
      using database = openForWriting(files);
      demandDurability(database);
      using serialFile = new SerialFile(files.serial);
      serialFile.write({ ledgerId: head.ledgerId, ...(await database.read(readProgress)) });
    });
  });
}

/** A file that cannot be read as a ledger is refused as damaged. */
async function lookForOccupant(files: LedgerFiles): Promise<Occupant> {
  if (!fs.existsSync(files.database)) return { kind: 'none' };
  using database = openForWriting(files);
  return await database.read(async (sql) => {
    await checkSqliteVersion(sql, files);
    return findOccupant(sql);
  });
}
