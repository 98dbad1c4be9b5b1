// Opens a SQLite ledger for a run: refuses a ledger that cannot be trusted, takes the lock, and creates the ledger if there is none.
import fs from 'node:fs';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { macWith } from '../chunks/chunk-mac.ts';
import type { Opening } from '../ledger-engine.ts';
import { newHead } from '../identity.ts';
import { hashCampaignWith, hashWith } from '../claims/notification-hash.ts';
import { hashPersonWith, personKeyOf } from '../claims/person-hashes.ts';
import { insertMeta, makeLedger, refuseCreation } from './create-ledger.ts';
import { PeopleInFile } from './people-later.ts';
import { refuseAsHeld } from './holder.ts';
import { importRescue } from './import-rescue.ts';
import { takeLock } from './kernel-lock.ts';
import { machineTime } from './machine-time.ts';
import { createDirectoryPrivately } from './ledger-files.ts';
import { judgeFileSystem, type FileSystemProbe } from './judge-file-system.ts';
import { demandDurability, openForWriting } from './open-database.ts';
import { RescueFile } from './rescue-file.ts';
import { openRingClock } from './ring-clock.ts';
import { ringInFile } from './ring-in-file.ts';
import { SerialFile } from './serial-file.ts';
import { setRehearsalAside } from './set-aside.ts';
import { checkSqliteIdentity } from './sqlite-identity.ts';
import { SqliteLedger } from './sqlite-ledger.ts';
import { withFiles } from './under-lock.ts';

export interface OpenSqliteOptions extends Opening {
  /** The path of the database file. */
  readonly path: string;
  /** Milliseconds since the machine was started. Read from the system by default. */
  readonly uptime?: () => number;
  /** Awaited before each statement of a transaction, so that other work of the process goes on meanwhile. Absent by default. */
  readonly pause?: () => Promise<void>;
  /** The real file system by default. */
  readonly fileSystem?: FileSystemProbe;
}

/** @throws Refusal: 4 for a ledger that must not be used, 9 if another process holds it, 1 if the disk fails. */
export function openSqlite(options: OpenSqliteOptions): Promise<SqliteLedger> {
  return withFiles(options, async (files) => {
    const unusual = judgeFileSystem(files.directory, options.endpoint, options.fileSystem);
    if (!fs.existsSync(files.database)) refuseCreation(files, options);
    createDirectoryPrivately(files.directory);
    using stack = new DisposableStack();
    const lock = takeLock(files.lock);
    if (lock === undefined) throw await refuseAsHeld(files, options);
    stack.use(lock);
    const kept = options.setAside === 'allow' ? await setRehearsalAside(files, options) : undefined;
    if (!fs.existsSync(files.database))
      await makeLedger(files, (sql) => insertMeta(sql, newHead(options, options.random)));
    const database = stack.use(openForWriting(files, options.pause));
    const { id, secret } = await database.read((sql) => checkSqliteIdentity(sql, files, options));
    demandDurability(database);
    const { clock, random, host, pid, uptime } = options;
    const ring = await database.write(async (sql) => {
      const time = machineTime(clock, host, uptime);
      const ring = ringInFile(await openRingClock(sql, time), options);
      await ring.prepare(sql);
      const held = 'UPDATE meta SET holder_host = $1, holder_pid = $2, holder_since = $3';
      await sql.run(held, host, pid, clock.now());
      return ring;
    });
    const mac = macWith(secret, id);
    const rescued = await importRescue(database, ring, { files, ledgerId: id, mac, at: clock.now() });
    const findings = [
      ...(kept === undefined ? [] : [isKept(kept)]),
      ...(unusual === undefined ? [] : [unusual]),
      ...rescued,
    ];
    const rescue = stack.use(new RescueFile(files, id));
    const serialFile = stack.use(new SerialFile(files.serial));
    const later = new PeopleInFile();
    const opened = { later, id, findings, files, rescue, serialFile, database, ring, mac, clock, random };
    return new SqliteLedger({
      ...opened,
      hash: hashWith(secret),
      hashCampaign: hashCampaignWith(secret),
      hashPerson: hashPersonWith(secret),
      personKey: personKeyOf(secret),
      resources: stack.move(),
    });
  });
}

function isKept(file: string): Diagnostic {
  const message = `The ledger of a rehearsal is kept as ${file}. This one is new: nothing has been sent yet.`;
  return warningAt(undefined, 'PP328', message, 'There is nothing to do.');
}
