// Moves a ledger on PostgreSQL: reads all of it, closes it, or creates one from an export.
import { exitCodes, refuse } from '../../errors.ts';
import { signChunks } from '../chunks/sign-chunks.ts';
import type { Holding, ViewedRecord } from '../ledger-engine.ts';
import { readExport, type ExportReading } from '../moving/export-file.ts';
import { countPeople } from '../people/claimed-people.ts';
import { closeLedger, findOccupant, viewRecord, writeRecord } from '../moving/move-ledger.ts';
import { refuseOccupant } from '../moving/move-target.ts';
import { tableNames } from '../moving/record.ts';
import type { RandomBytes } from '../random-text.ts';
import { integer, integerOrNull, textOrNull } from '../row.ts';
import { withPostgres } from './connect.ts';
import type { PostgresOptions } from './postgres-database.ts';
import { giveHoldBack, takeHold, type Holder } from './postgres-hold.ts';
import {
  checkPostgresIdentity,
  checkPostgresVersion,
  findPostgresIdentity,
  makeWhereMissing,
  type PostgresPlace,
} from './postgres-identity.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';

/**
 * Runs work on one view of the whole ledger, also while another process writes. Returns undefined if there is no ledger.
 *
 * @throws Refusal: 3 for a server that cannot be reached, 4 for a ledger that must not be used.
 */
export async function viewPostgres<Result>(
  place: PostgresPlace & PostgresOptions,
  work: (record: ViewedRecord) => Promise<Result>,
): Promise<Result | undefined> {
  return withPostgres(place, (database) =>
    database.read(async (transaction) => {
      const found = await findPostgresIdentity(transaction, { ...place, closed: 'allow' });
      if (found === undefined) return undefined;
      const own = {
        closed: found.closed,
        problems: (lastAttempt: number) => problemsOf(transaction, lastAttempt),
        countPeople: () => countPeople(transaction),
      };
      return work(await viewRecord(transaction, own));
    }),
  );
}

/** Closes the ledger. The caller has the hold; workers do not need it. @throws Refusal, exit 9, if the hold was taken over meanwhile. */
export async function closePostgres(
  place: PostgresPlace & PostgresOptions & Holder,
  exported: Parameters<typeof closeLedger>[2],
): Promise<void> {
  const { shown } = place.address;
  await withPostgres(place, (database) =>
    database.write(async (transaction) => {
      const hold = await transaction.one('SELECT host, pid FROM hold FOR UPDATE');
      if (textOrNull(hold, 'host') !== place.host || integerOrNull(hold, 'pid') !== place.pid) {
        throw refuse(
          exitCodes.locked,
          'PP409',
          `This process was suspended for so long that the ledger ${shown} was taken over.`,
          'It was not closed. Export it once more.',
        );
      }
      await closeLedger(transaction, shown, exported);
    }),
  );
}

/**
 * Creates a ledger from an export in one transaction, so completely or not at all. Nobody holds the ledger while it is created, and its previous
 * holder can start nothing more. @throws Refusal: 4 if the import would erase something, 9 if another process holds the ledger.
 */
export async function importIntoPostgres(
  place: Holding & PostgresOptions & { readonly random: RandomBytes },
  file: string,
): Promise<void> {
  const { address } = place;
  await withPostgres(place, (database) =>
    // An export can be read once. Its checksum is verified before the transaction begins, because a transaction must not be idle for that long.
    readExport(file, (reading) =>
      database.writeOnce(async (transaction) => {
        await makeWhereMissing(transaction, place);
        await checkPostgresVersion(transaction, address, 'FOR UPDATE');
        refuseOccupant(address.shown, await findOccupant(transaction), reading.head);
        await takeHold(transaction, address.shown, place);
        await build(transaction, place, reading);
        const identity = await checkPostgresIdentity(transaction, place);
        if (reading.head.isUnsigned) await signChunks(transaction, identity);
        await giveHoldBack(transaction);
      }),
    ),
  );
}

async function problemsOf(transaction: PostgresTransaction, lastAttempt: number): Promise<readonly string[]> {
  const next = integer(await transaction.one('SELECT last_value FROM attempt'), 'last_value');
  if (next >= lastAttempt) return [];
  return [`the sequence of attempts stands at ${next}, and there is an attempt ${lastAttempt}`];
}

async function build(
  transaction: PostgresTransaction,
  { address, endpoint }: PostgresPlace,
  reading: ExportReading,
): Promise<void> {
  // All tables that refer to each other are named. If any other table refers to them, the server refuses to empty them.
  await transaction.run(`TRUNCATE ${tableNames.join(', ')}, claimed_person`);
  await writeRecord(transaction, address.shown, reading);
  await advanceSequences(transaction);
  const { ledgerId, environment, serial, secret, fingerprint } = reading.head;
  await transaction.run(
    `UPDATE meta SET ledger_id = $1, environment = $2, endpoint = $3, serial = $4, secret = $5, fingerprint = $6,
       closed_at = NULL`,
    ledgerId,
    environment,
    endpoint,
    serial + 1,
    secret,
    fingerprint,
  );
}

/** Makes the sequences continue after the highest number in use. */
async function advanceSequences(transaction: PostgresTransaction): Promise<void> {
  for (const table of ['campaign', 'run', 'decision', 'list']) {
    await transaction.run(
      `SELECT setval(pg_get_serial_sequence('${table}', 'number'), max(number)) FROM ${table} HAVING max(number) > 0`,
    );
  }
  await transaction.run("SELECT setval('attempt', max(attempt)) FROM req HAVING max(attempt) > 0");
}
