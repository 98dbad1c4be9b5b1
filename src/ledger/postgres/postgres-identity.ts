// Which ledger is in a PostgreSQL schema: its version, environment, lineage and secret, checked before a word of it is believed.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { isClosed } from '../moving/closed-ledger.ts';
import { isForeign } from '../foreign-ledger.ts';
import type { Expected, Identity } from '../identity.ts';
import { fingerprintOf } from '../notification-hash.ts';
import { secretOf } from '../ledger-secret.ts';
import { isOlder } from '../older-ledger.ts';
import { isOfAnotherEndpoint } from '../moving/other-endpoint.ts';
import { anotherSchema, type PostgresAddress } from './postgres-address.ts';
import { timelineOfServer } from './postgres-database.ts';
import { postgresTables, postgresVersion } from './postgres-schema.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { randomText, type RandomBytes } from '../random-text.ts';
import { integer, integerOrNull, text, type Row } from '../row.ts';

/** What is in the schema; `mixed` is anything that no ledger of ours is. */
type Found = 'nothing' | 'ledger' | 'mixed';

export async function findLedger(transaction: PostgresTransaction, { schema }: PostgresAddress): Promise<Found> {
  const found = await transaction.one(
    `SELECT count(*) AS tables, count(*) FILTER (WHERE relname = 'meta') AS meta
     FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    schema,
  );
  if (integer(found, 'tables') === 0) return 'nothing';
  if (integer(found, 'meta') === 0) return 'mixed';
  const columns = await transaction.one(
    `SELECT count(*) AS ours FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attname IN ('application', 'version', 'ledger_id') AND NOT attisdropped`,
    `${schema}.meta`,
  );
  return integer(columns, 'ours') === 3 ? 'ledger' : 'mixed';
}

export function foreignTables({ schema, shown }: PostgresAddress): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP315',
    `The schema ${schema} of ${shown} holds tables that are not a ledger's.`,
    'Nothing in it was touched. Name another schema: add ?schema=NAME to the address.',
  );
}

/** Two that would make a ledger come one after the other: the second one finds what the first one made. */
export async function waitForMaker(transaction: PostgresTransaction, { schema }: PostgresAddress): Promise<void> {
  await transaction.run('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', `pushplan ledger ${schema}`);
}

export async function createTables(
  transaction: PostgresTransaction,
  address: PostgresAddress,
  expected: Expected,
  random: RandomBytes,
): Promise<void> {
  const { schema } = address;
  // Asked first, since IF NOT EXISTS wants the right to make one even where there is nothing to do.
  const there = await transaction.one('SELECT to_regnamespace($1) IS NOT NULL AS there', schema);
  if (there['there'] !== true) await transaction.run(`CREATE SCHEMA ${schema}`);
  await transaction.run(postgresTables);
  const secret = expected.key === undefined ? random(32) : Buffer.from(expected.key);
  await transaction.run(
    `INSERT INTO meta (version, ledger_id, environment, endpoint, serial, secret, fingerprint, timeline)
     VALUES ($1, $2, $3, $4, 0, $5, $6, ${timelineOfServer})`,
    postgresVersion,
    `ledger_${randomText(random, 16)}`,
    expected.environment,
    expected.endpoint,
    expected.key === undefined ? secret : null,
    fingerprintOf(secret),
  );
}

/** Refuses, with exit 4, a ledger that is not the expected one. */
export async function checkPostgresIdentity(
  transaction: PostgresTransaction,
  address: PostgresAddress,
  expected: Expected,
): Promise<Identity> {
  const found = await checkLineage(transaction, address, expected);
  const columns = expected.key === undefined ? 'fingerprint, secret' : 'fingerprint';
  const meta = await transaction.one(`SELECT ${columns} FROM meta`);
  return { ...found, secret: secretOf(meta, address.shown, expected.key) };
}

/** To look on only: the secret is undefined where it is neither given nor to be read by this user. */
export async function seePostgresIdentity(
  transaction: PostgresTransaction,
  address: PostgresAddress,
  expected: Expected,
): Promise<Omit<Identity, 'secret'> & Partial<Identity>> {
  const sql = "SELECT has_column_privilege('meta', 'secret', 'SELECT') AS secret";
  const isHidden = expected.key === undefined && (await transaction.one(sql))['secret'] !== true;
  return isHidden
    ? checkLineage(transaction, address, expected)
    : checkPostgresIdentity(transaction, address, expected);
}

async function checkLineage(
  transaction: PostgresTransaction,
  { shown }: PostgresAddress,
  expected: Expected,
): Promise<Omit<Identity, 'secret'>> {
  checkPostgresVersion(await transaction.one('SELECT version FROM meta'), shown);
  const meta = await transaction.one('SELECT ledger_id, environment, endpoint, closed_at FROM meta');
  const id = text(meta, 'ledger_id');
  const environment = text(meta, 'environment');
  if (environment !== expected.environment) {
    throw isForeign(
      shown,
      `belongs to the environment ${environment}, not to ${expected.environment}`,
      'Give each environment a ledger of its own: another database, or ?schema=NAME.',
    );
  }
  if (expected.expectId !== undefined && expected.expectId !== id) {
    throw isForeign(
      shown,
      `has the id ${id}, not ${expected.expectId}`,
      'Name the right ledger, or change ledger_id if this one is to be used from now on.',
    );
  }
  const endpoint = text(meta, 'endpoint');
  if (endpoint !== expected.endpoint && expected.moved !== 'allow') {
    const has = endpoint;
    const what = `The ledger ${shown}`;
    throw isOfAnotherEndpoint({ what, environment, has, wanted: expected.endpoint, another: anotherSchema });
  }
  const closedAt = integerOrNull(meta, 'closed_at');
  if (closedAt !== null && expected.closed !== 'allow') throw isClosed(shown, closedAt);
  return { id, endpoint };
}

/** `meta` has its version. Refuses, with exit 4, a ledger that this pushplan does not write. */
export function checkPostgresVersion(meta: Row, shown: string): void {
  const version = integer(meta, 'version');
  if (version < postgresVersion) throw isOlder(shown, version, postgresVersion);
  if (version === postgresVersion) return;
  throw refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${shown} is of version ${version}; this pushplan knows version ${postgresVersion}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}

/** Whether the server is another one since the ledger was opened last; keeps which one it is now. */
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
