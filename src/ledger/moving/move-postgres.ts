// Moves a ledger on PostgreSQL: looks at all of it, closes it, and makes one of an export.
import { exitCodes, refuse } from '../../errors.ts';
import { readExport, type ExportReading } from './export-file.ts';
import type { Expected } from '../identity.ts';
import type { ViewedRecord } from '../ledger-engine.ts';
import { compareCounts, refuseChanged, refuseOccupant, refuseUnderWay, type Occupant } from './move-target.ts';
import {
  readPostgresHead,
  readPostgresRecord,
  advanceSequences,
  countPostgresTables,
  writePostgresBatch,
} from '../postgres/postgres-record.ts';
import { connect, type PostgresOptions } from '../postgres/postgres-database.ts';
import { asPostgresRefusal } from '../postgres/postgres-fault.ts';
import { takeHold, type Holder } from '../postgres/postgres-hold.ts';
import {
  checkPostgresIdentity,
  checkPostgresVersion,
  createTables,
  findLedger,
  foreignTables,
  waitForMaker,
} from '../postgres/postgres-identity.ts';
import type { PostgresTransaction } from '../postgres/postgres-transaction.ts';
import type { RandomBytes } from '../random-text.ts';
import { RecordCounter, tableNames } from './record.ts';
import { integer, integerOrNull, text, textOrNull } from '../row.ts';
import { signPostgresChunks } from '../chunks/sign-chunks.ts';

export type PostgresPlace = Expected & PostgresOptions;

/**
 * One view of the whole ledger, whoever writes meanwhile; undefined when there is none. `problems` is what is wrong with what
 * stands beside the record. @throws Refusal: 3 for a server that cannot be reached, 4 for a ledger that is not to be used.
 */
export async function viewPostgres<Result>(
  place: PostgresPlace,
  work: (record: ViewedRecord) => Promise<Result>,
): Promise<Result | undefined> {
  const { address } = place;
  try {
    await using database = await connect(place);
    return await database.read(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      if (found === 'nothing') return undefined;
      await checkPostgresIdentity(transaction, address, { ...place, closed: 'allow' });
      return work({
        head: await readPostgresHead(transaction),
        batches: () => readPostgresRecord(transaction),
        problems: (lastAttempt) => problemsOf(transaction, lastAttempt),
      });
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

/**
 * Under the hold, which the caller has; workers do without. `serial` is the one at which it was exported: every end of a run
 * raises it. @throws Refusal: 9 when it was taken over meanwhile, 4 when something happened that the export does not know of.
 */
export async function closePostgres(
  place: PostgresPlace & Holder,
  { at, serial }: { readonly at: number; readonly serial: number },
): Promise<void> {
  const { shown } = place.address;
  try {
    await using database = await connect(place);
    await database.write(async (transaction) => {
      const hold = await transaction.one('SELECT host, pid FROM hold FOR UPDATE');
      if (textOrNull(hold, 'host') !== place.host || integerOrNull(hold, 'pid') !== place.pid) {
        throw refuse(
          exitCodes.locked,
          'PP409',
          `This process stood still for so long that the ledger ${shown} was taken over.`,
          'It was not closed. Export it once more.',
        );
      }
      const underWay = await transaction.all(
        "SELECT id FROM run WHERE state IN ('running', 'paused') ORDER BY number FOR UPDATE",
      );
      refuseUnderWay(
        shown,
        underWay.map((row) => text(row, 'id')),
      );
      const meta = await transaction.one('SELECT serial FROM meta FOR UPDATE');
      if (integer(meta, 'serial') !== serial) throw refuseChanged(shown);
      await transaction.run('UPDATE meta SET closed_at = coalesce(closed_at, $1)', at);
    });
  } catch (error) {
    throw asPostgresRefusal(error, shown, 'opening');
  }
}

/**
 * In one transaction, so that there is all of it or nothing. Nobody holds the ledger while it is made, and who held it before
 * starts nothing any more. @throws Refusal: 4 where something would be forgotten by it, 9 when another process holds the ledger.
 */
export async function importIntoPostgres(
  place: PostgresPlace & { readonly random: RandomBytes } & Holder,
  file: string,
): Promise<void> {
  const { address } = place;
  try {
    await using database = await connect(place);
    // An export can be read once, and its sum is compared before the transaction begins, which must not stand still for so long.
    await readExport(file, (reading) =>
      database.writeOnce(async (transaction) => {
        const occupant = await findOccupant(transaction, place);
        refuseOccupant(address.shown, occupant, reading.head);
        await takeHold(transaction, address.shown, place);
        await build(transaction, place, reading);
        const identity = await checkPostgresIdentity(transaction, address, place);
        if (reading.head.isUnsigned) await signPostgresChunks(transaction, identity);
        await transaction.run('UPDATE hold SET host = NULL, lease_until = 0');
      }),
    );
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

async function problemsOf(transaction: PostgresTransaction, lastAttempt: number): Promise<readonly string[]> {
  const next = integer(await transaction.one('SELECT last_value FROM attempt'), 'last_value');
  if (next >= lastAttempt) return [];
  return [`the sequence of attempts stands at ${next}, and there is an attempt ${lastAttempt}`];
}

/** Makes the tables where there are none. */
async function findOccupant(
  transaction: PostgresTransaction,
  place: PostgresPlace & { readonly random: RandomBytes },
): Promise<Occupant> {
  const { address } = place;
  await waitForMaker(transaction, address);
  const found = await findLedger(transaction, address);
  if (found === 'mixed') throw foreignTables(address);
  if (found === 'nothing') {
    await createTables(transaction, address, place, place.random);
    return { kind: 'none' };
  }
  const meta = await transaction.one('SELECT version, ledger_id, serial, closed_at FROM meta FOR UPDATE');
  checkPostgresVersion(meta, address.shown);
  const used = { ledgerId: text(meta, 'ledger_id'), serial: integer(meta, 'serial') };
  if (integerOrNull(meta, 'closed_at') !== null) return { kind: 'closed', ...used };
  const isUsed = await transaction.one(
    'SELECT EXISTS (SELECT FROM run) OR EXISTS (SELECT FROM req) OR EXISTS (SELECT FROM sent) AS used',
  );
  return isUsed['used'] === true ? { kind: 'used', ...used } : { kind: 'empty' };
}

async function build(
  transaction: PostgresTransaction,
  { address, endpoint }: PostgresPlace,
  { head, batches }: ExportReading,
): Promise<void> {
  // All that refer to one another are named: whoever else refers to them keeps them from being emptied.
  await transaction.run(`TRUNCATE ${tableNames.join(', ')}`);
  const counter = new RecordCounter();
  for await (const batch of batches()) {
    counter.add(batch);
    await writePostgresBatch(transaction, batch);
  }
  compareCounts(address.shown, counter.counts(), await countPostgresTables(transaction));
  await advanceSequences(transaction);
  await transaction.run(
    `UPDATE meta SET ledger_id = $1, environment = $2, endpoint = $3, serial = $4, secret = $5, fingerprint = $6,
       closed_at = NULL`,
    head.ledgerId,
    head.environment,
    endpoint,
    head.serial + 1,
    head.secret,
    head.fingerprint,
  );
}
