// Checks which ledger is in a PostgreSQL schema, and creates one if there is none.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse } from '../../errors.ts';
import {
  checkIdentity,
  checkLineage,
  checkVersion,
  type Expected,
  type Identity,
  type PlaceWords,
  newHead,
} from '../identity.ts';
import type { RecordHead } from '../moving/record.ts';
import type { RandomBytes } from '../random-text.ts';
import { integer } from '../row.ts';
import { ledgerVersion } from '../tables.ts';
import { anotherSchema, type PostgresAddress } from '../../postgres/postgres-address.ts';
import { timelineOfServer } from './postgres-database.ts';
import { postgresTables } from './postgres-schema.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';

export type PostgresPlace = Expected & { readonly address: PostgresAddress };

function wordsOf({ shown }: PostgresAddress): PlaceWords {
  return {
    shown,
    another: anotherSchema,
    apart: 'Give each environment a ledger of its own: another database, or ?schema=NAME.',
    right: 'Name the right ledger',
  };
}

/** Tells whether the schema contains a ledger. @throws Refusal, exit 4, if it contains tables of something else. */
export async function hasLedger(
  transaction: PostgresTransaction,
  { schema, shown }: PostgresAddress,
): Promise<boolean> {
  const found = await transaction.one(
    `SELECT count(*) AS tables, count(*) FILTER (WHERE relname = 'meta') AS meta
     FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    schema,
  );
  if (integer(found, 'tables') === 0) return false;
  const columns = await transaction.one(
    `SELECT count(*) AS ours FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attname IN ('application', 'version', 'ledger_id') AND NOT attisdropped`,
    `${schema}.meta`,
  );
  if (integer(columns, 'ours') === 3) return true;
  throw refuse(
    exitCodes.blocked,
    'PP315',
    `The schema ${schema} of ${shown} holds tables that are not a ledger's.`,
    'Nothing in it was touched. Name another schema: add ?schema=NAME to the address.',
  );
}

/** Creates a ledger if there is none. Two processes that do so take turns: the second finds what the first has created. */
export async function makeWhereMissing(
  transaction: PostgresTransaction,
  place: PostgresPlace & { readonly random: RandomBytes },
  refuseIt: () => void = () => {},
): Promise<void> {
  const { address } = place;
  if (await hasLedger(transaction, address)) return;
  refuseIt();
  await transaction.run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', `pushplan ledger ${address.schema}`);
  if (!(await hasLedger(transaction, address))) await createTables(transaction, address, newHead(place, place.random));
}

async function createTables(
  transaction: PostgresTransaction,
  { schema }: PostgresAddress,
  { ledgerId, environment, endpoint, serial, secret, fingerprint }: Required<RecordHead>,
): Promise<void> {
  // Checked first, because IF NOT EXISTS needs the right to create a schema even if there is nothing to do.
  const there = await transaction.one('SELECT to_regnamespace($1) IS NOT NULL AS there', schema);
  if (there['there'] !== true) await transaction.run(`CREATE SCHEMA ${schema}`);
  await transaction.run(postgresTables);
  await transaction.run(
    `INSERT INTO meta (version, ledger_id, environment, endpoint, serial, secret, fingerprint, timeline)
     VALUES ($1, $2, $3, $4, $5, $6, $7, ${timelineOfServer})`,
    ledgerVersion,
    ledgerId,
    environment,
    endpoint,
    serial,
    secret,
    fingerprint,
  );
}

/** Returns undefined if there is no ledger. Refuses (exit 4) a ledger that is not the expected one. */
export async function findPostgresIdentity(
  transaction: PostgresTransaction,
  place: PostgresPlace,
): Promise<Identity | undefined> {
  return (await hasLedger(transaction, place.address)) ? checkPostgresIdentity(transaction, place) : undefined;
}

/** Refuses (exit 4) a ledger that is not the expected one. */
export async function checkPostgresIdentity(transaction: PostgresTransaction, place: PostgresPlace): Promise<Identity> {
  await checkPostgresVersion(transaction, place.address);
  return checkIdentity(transaction, wordsOf(place.address), place);
}

/** Like findPostgresIdentity, but for reading only: the secret is undefined if it is neither given nor readable for this user. */
export async function seePostgresIdentity(
  transaction: PostgresTransaction,
  place: PostgresPlace,
): Promise<(Omit<Identity, 'secret'> & Partial<Identity>) | undefined> {
  if (!(await hasLedger(transaction, place.address))) return undefined;
  await checkPostgresVersion(transaction, place.address);
  const sql = "SELECT has_column_privilege('meta', 'secret', 'SELECT') AS secret";
  const isHidden = place.key === undefined && (await transaction.one(sql))['secret'] !== true;
  return (isHidden ? checkLineage : checkIdentity)(transaction, wordsOf(place.address), place);
}

/** Refuses (exit 4) a ledger of a version that this pushplan does not write. `lock` keeps the ledger at its version until the transaction ends. */
export async function checkPostgresVersion(
  transaction: PostgresTransaction,
  { shown }: PostgresAddress,
  lock: '' | 'FOR KEY SHARE' | 'FOR UPDATE' = '',
): Promise<void> {
  const version = integer(await transaction.one(`SELECT version FROM meta ${lock}`), 'version');
  await checkVersion(transaction, shown, version);
}

/** Reports if the ledger has moved to another server since it was last opened, and records the present one. */
export async function noteTimeline(
  transaction: PostgresTransaction,
  { shown }: PostgresAddress,
): Promise<readonly Diagnostic[]> {
  const changed = await transaction.run(
    `UPDATE meta SET timeline = ${timelineOfServer} WHERE timeline <> ${timelineOfServer}`,
  );
  if (changed === 0) return [];
  return [
    warningAt(
      undefined,
      'PP322',
      `The ledger ${shown} has failed over to another server since it was opened last.`,
      'Unless the old one replicated synchronously, it may know of sends that this one does not.',
    ),
  ];
}
