// Which ledger this is: its lineage, environment, version and secret, checked before a word of it is believed.
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

/** What the caller takes the ledger for. */
export interface Expected {
  readonly environment: string;
  /** The class of the environment's endpoint: sandbox, loopback or the host. */
  readonly endpoint: string;
  /** `ledger_id` of the workspace. */
  readonly expectId?: string;
  /** The secret of `ledger_key_env`, when it is kept outside. */
  readonly key?: string;
  /** Whether one that was closed is good enough: to be looked at, or removed. Refused when absent. */
  readonly closed?: 'allow';
  /** Whether one of another endpoint is good enough: to be given this one. Refused when absent. */
  readonly moved?: 'allow';
  /** Whether one that knows less than the one before is good enough, since that is lost. Refused when absent. */
  readonly earlier?: 'allow' | undefined;
}

export interface Identity {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly endpoint: string;
  /** That it was closed, as an error. Undefined where it is in use. */
  readonly closed: Diagnostic | undefined;
}

/** A place that ledgers are kept in, in words. */
export interface PlaceWords {
  /** The file, or the address without its password. */
  readonly shown: string;
  /** How to begin another ledger beside that of a rehearsal. */
  readonly another: string;
  /** How to give each environment a ledger of its own. */
  readonly apart: string;
  /** How to use the right one. */
  readonly right: string;
}

/** Of a ledger of this version. Refuses, with exit 4, one that is not the expected one in its expected state. */
export async function checkIdentity(sql: Sql, words: PlaceWords, expected: Expected): Promise<Identity> {
  const lineage = await checkLineage(sql, words, expected);
  const columns = expected.key === undefined ? 'fingerprint, secret' : 'fingerprint';
  const meta = await sql.one(`SELECT ${columns} FROM meta`);
  const fingerprint = blob(meta, 'fingerprint');
  if (fingerprint.length !== fingerprintLength) throw new DamagedLedger('its fingerprint is cut off');
  const secret = expected.key === undefined ? blobOrNull(meta, 'secret') : null;
  return { ...lineage, secret: secretOf(`The ledger ${words.shown}`, { secret, fingerprint }, expected.key) };
}

/** All but the secret, which not everybody may read. */
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
  // Another endpoint could not be given to it either.
  if (closed !== undefined && (isOther || expected.closed !== 'allow')) throw new Refusal(exitCodes.blocked, [closed]);
  if (isOther) {
    const what = `The ledger ${shown}`;
    throw isOfAnotherEndpoint({ what, environment, has: endpoint, wanted: expected.endpoint, another });
  }
  return { id, endpoint, closed };
}

/** Refuses, with exit 4, a ledger that this pushplan does not write. */
export async function checkVersion(sql: Sql, ledger: string, version: number): Promise<void> {
  if (version === ledgerVersion) return;
  if (version < ledgerVersion) {
    // The one that it belongs to, which need not be the one that was asked for. Every version has it there.
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

/** The file that it was written to is the ledger now: two of one lineage that both send would send to everybody twice. */
function isClosed(ledger: string, environment: string, closedAt: number): Diagnostic {
  return errorAt(
    undefined,
    'PP340',
    `The ledger ${ledger} was closed at ${formatMinute(closedAt)}, when it was exported to be moved: it sends no more.`,
    `Use the ledger that the export was imported into: name its place in ledger_env or ledger_file. To open this one again, import the export here: pushplan ledger import FILE --env ${environment}. If it is lost: pushplan help PP340`,
  );
}

/** A ledger that should be there and is not, or a new one that nobody asked for. `helps` are what to do about each. */
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

/** A new one, that nothing was sent from yet. */
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
