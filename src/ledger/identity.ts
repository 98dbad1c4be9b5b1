// Checks which ledger this is (its lineage, environment, version and secret) before anything in it is trusted.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse } from '../errors.ts';
import { formatMinute } from '../numbers.ts';
import { isForeign } from './foreign-ledger.ts';
import { secretOf } from './ledger-secret.ts';
import { isOfAnotherEndpoint } from './moving/other-endpoint.ts';
import { fingerprintLength, fingerprintOf } from './claims/notification-hash.ts';
import { blob, blobOrNull, DamagedLedger, integerOrNull, text } from './row.ts';
import type { Sql } from './sql.ts';
import type { RecordHead } from './moving/record.ts';
import { randomText, type RandomBytes } from './random-text.ts';
import { ledgerVersion } from './tables.ts';

/** What the caller expects the ledger to be. */
export interface Expected {
  readonly environment: string;
  /** The class of the environment's endpoint: sandbox, loopback or the host. */
  readonly endpoint: string;
  /** `ledger_id` of the workspace. */
  readonly expectId?: string;
  /** The secret from `ledger_key_env`, if it is kept outside the ledger. */
  readonly key?: string;
  /** Whether a closed ledger is accepted, to be inspected or removed. Refused by default. */
  readonly closed?: 'allow';
  /** Whether a ledger of another endpoint is accepted, to be given this endpoint. Refused by default. */
  readonly moved?: 'allow';
  /** Whether a ledger that knows less than the previous one is accepted, because the previous one is lost. Refused by default. */
  readonly earlier?: 'allow' | undefined;
}

export interface Identity {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly endpoint: string;
  /** The error that says the ledger was closed. Undefined if the ledger is in use. */
  readonly closed: Diagnostic | undefined;
}

/** Texts about a place where ledgers are kept. */
export interface PlaceWords {
  /** The file, or the address without its password. */
  readonly shown: string;
  /** How to start another ledger beside the one of a rehearsal. */
  readonly another: string;
  /** How to give each environment a ledger of its own. */
  readonly apart: string;
  /** How to use the expected ledger. */
  readonly right: string;
}

/** Returns the identity of a ledger of the current version. Refuses (exit 4) a ledger that is not the expected one, or not in the expected state. */
export async function checkIdentity(sql: Sql, words: PlaceWords, expected: Expected): Promise<Identity> {
  const lineage = await checkLineage(sql, words, expected);
  const columns = expected.key === undefined ? 'fingerprint, secret' : 'fingerprint';
  const meta = await sql.one(`SELECT ${columns} FROM meta`);
  const fingerprint = blob(meta, 'fingerprint');
  if (fingerprint.length !== fingerprintLength) throw new DamagedLedger('its fingerprint is cut off');
  const secret = expected.key === undefined ? blobOrNull(meta, 'secret') : null;
  return { ...lineage, secret: secretOf(`The ledger ${words.shown}`, { secret, fingerprint }, expected.key) };
}

/** Like checkIdentity, but without the secret, which some users may not read. */
export async function checkLineage(
  sql: Sql,
  { shown, another, apart, right }: PlaceWords,
  expected: Expected,
): Promise<Omit<Identity, 'secret'>> {
  const meta = await sql.one('SELECT ledger_id, environment, endpoint, closed_at FROM meta');
  const id = text(meta, 'ledger_id');
  const environment = text(meta, 'environment');
  if (environment !== expected.environment) {
    throw isForeign(
      `The ledger ${shown} belongs to the environment ${environment}, not to ${expected.environment}`,
      apart,
    );
  }
  if (expected.expectId !== undefined && expected.expectId !== id) {
    const help = `${right}, or change ledger_id if this one is to be used from now on.`;
    throw isForeign(`The ledger ${shown} has the id ${id}, not ${expected.expectId}`, help);
  }
  const endpoint = text(meta, 'endpoint');
  const isOther = endpoint !== expected.endpoint && expected.moved !== 'allow';
  const closedAt = integerOrNull(meta, 'closed_at');
  const closed = closedAt === null ? undefined : isClosed(shown, environment, closedAt);
  // A closed ledger could not be given another endpoint either.
  if (closed !== undefined && (isOther || expected.closed !== 'allow')) throw new Refusal(exitCodes.blocked, [closed]);
  if (isOther) {
    const what = `The ledger ${shown}`;
    throw isOfAnotherEndpoint({ what, environment, has: endpoint, wanted: expected.endpoint, another });
  }
  return { id, endpoint, closed };
}

/** Refuses (exit 4) a ledger of a version that this pushplan does not write. */
export async function checkVersion(sql: Sql, ledger: string, version: number): Promise<void> {
  if (version === ledgerVersion) return;
  if (version < ledgerVersion) {
    // The environment that the ledger belongs to, which may differ from the one given. Every version stores it in this column.
    const environment = text(await sql.one('SELECT environment FROM meta'), 'environment');
    throw refuse(
      exitCodes.blocked,
      'PP341',
      `The ledger ${ledger} is of version ${version}; this pushplan works with version ${ledgerVersion}.`,
      `Update it once, while nothing is being sent: pushplan ledger migrate --env ${environment}`,
    );
  }
  throw refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${ledger} is of version ${version}; this pushplan knows version ${ledgerVersion}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}

/**
 * The error for a closed ledger, which the ledger made from its export has replaced. If two ledgers of one lineage both sent, everybody would get
 * everything twice.
 */
function isClosed(ledger: string, environment: string, closedAt: number): Diagnostic {
  return errorAt(
    undefined,
    'PP340',
    `The ledger ${ledger} was closed at ${formatMinute(closedAt)}, when it was exported to be moved: it sends no more.`,
    `Use the ledger that the export was imported into: name its place in ledger_env or ledger_file. To open this one again, import the export here: pushplan ledger import FILE --env ${environment}. If it is lost: pushplan help PP340`,
  );
}

/** Refuses a missing ledger that was expected, or a new one that was not asked for. `helps` say what to do in each case. */
export function refuseNewLedger(
  where: string,
  { expectId, create }: Pick<Expected, 'expectId'> & { readonly create: 'allow' | 'refuse' },
  helps: { readonly expected: string; readonly unwanted: string },
): void {
  const gone = `There is no ledger ${where}`;
  if (expectId !== undefined) {
    const message = `${gone}, and the one that is expected there is ${expectId}.`;
    const startOver =
      'To start over and send to everybody again, plan without it and remove ledger_id from pushplan.yaml.';
    throw refuse(exitCodes.blocked, 'PP310', message, `${helps.expected} ${startOver}`);
  }
  if (create === 'allow') return;
  throw refuse(exitCodes.blocked, 'PP314', `${gone}, and a new one would send to everybody again.`, helps.unwanted);
}

/** The head of a new ledger, from which nothing has been sent. */
export function newHead({ environment, endpoint, key }: Expected, random: RandomBytes): Required<RecordHead> {
  const secret = key === undefined ? random(32) : Buffer.from(key);
  return {
    ledgerId: `ledger_${randomText(random, 16)}`,
    environment,
    endpoint,
    serial: 0,
    secret: key === undefined ? secret : null,
    fingerprint: fingerprintOf(secret),
  };
}
