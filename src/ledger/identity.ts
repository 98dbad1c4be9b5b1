// Which ledger this is: its lineage, environment, version and secret, checked before a word of it is believed.
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { isClosed } from './moving/closed-ledger.ts';
import type { Database } from './sqlite/database.ts';
import { isForeign } from './foreign-ledger.ts';
import { anotherFile, type LedgerFiles } from './sqlite/ledger-files.ts';
import { readProgress } from './ledger-serial.ts';
import { secretOf } from './ledger-secret.ts';
import { DamagedLedger, integerOrNull, text } from './row.ts';
import { isOlder } from './older-ledger.ts';
import { isOfAnotherEndpoint } from './moving/other-endpoint.ts';
import { applicationId, schemaVersion } from './sqlite/schema.ts';
import { readSerialFile, type KeptSerial } from './sqlite/serial-file.ts';

/** What the caller takes the ledger for. */
export interface Expected {
  readonly environment: string;
  /** The class of the environment's endpoint: sandbox, loopback or the host. */
  readonly endpoint: string;
  /** `ledger_id` of the workspace. */
  readonly expectId?: string;
  /** The secret of `ledger_key_env`, when it is kept outside. */
  readonly key?: string;
  /** Whether one that was moved away is good enough: to be looked at, or to be moved once more. Refused when absent. */
  readonly closed?: 'allow';
  /** Whether one of another endpoint is good enough: to be given this one. Refused when absent. */
  readonly moved?: 'allow';
}

export interface Identity {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly endpoint: string;
}

/** Refuses, with exit 4, a ledger that is not the expected one in its expected state. */
export function checkIdentity(database: Database, files: LedgerFiles, expected: Expected): Identity {
  // Before the ledger is read: what another process adds meanwhile is then in the ledger, but not yet in this.
  const kept = readSerialFile(files.serial);
  checkVersion(database, files);
  const meta = database.one(
    'SELECT ledger_id, environment, secret, fingerprint, closed_at, endpoint FROM meta WHERE one = 1',
  );
  const id = text(meta, 'ledger_id');
  const endpoint = text(meta, 'endpoint');
  checkEnvironment(text(meta, 'environment'), files, expected);
  checkLineage(id, kept, files, expected);
  checkProgress(readProgress(database), kept, files);
  if (endpoint !== expected.endpoint && expected.moved !== 'allow') throw isOfAnother(endpoint, files, expected);
  const secret = secretOf(meta, files.database, expected.key);
  const closedAt = integerOrNull(meta, 'closed_at');
  if (closedAt !== null && expected.closed !== 'allow') throw isClosed(files.database, closedAt);
  return { id, secret, endpoint };
}

/** To put it out of the way, which takes no secret. */
export function readEndpoint(database: Database, files: LedgerFiles, expected: Expected): string {
  checkVersion(database, files);
  const meta = database.one('SELECT environment, endpoint FROM meta WHERE one = 1');
  checkEnvironment(text(meta, 'environment'), files, expected);
  return text(meta, 'endpoint');
}

/** Refuses, with exit 4, a file that is no ledger of this version. */
export function checkVersion(database: Database, files: LedgerFiles): void {
  if (database.pragma('application_id') !== applicationId) {
    throw new DamagedLedger('it is a SQLite file of another kind');
  }
  const version = Number(database.pragma('user_version'));
  if (version === schemaVersion) return;
  if (version < schemaVersion) throw isOlder(files.database, version, schemaVersion);
  throw refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${files.database} is of version ${version}; this pushplan knows version ${schemaVersion}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}

function checkEnvironment(environment: string, files: LedgerFiles, expected: Expected): void {
  if (environment === expected.environment) return;
  throw isForeign(
    files.database,
    `belongs to the environment ${environment}, not to ${expected.environment}`,
    'Give each environment a ledger of its own.',
  );
}

function isOfAnother(has: string, files: LedgerFiles, { environment, endpoint }: Expected): Refusal {
  const what = `The ledger ${files.database}`;
  return isOfAnotherEndpoint({ what, environment, has, wanted: endpoint, another: anotherFile });
}

function checkLineage(id: string, kept: KeptSerial | undefined, files: LedgerFiles, expected: Expected): void {
  if (expected.expectId !== undefined && expected.expectId !== id) {
    throw isForeign(
      files.database,
      `has the id ${id}, not ${expected.expectId}`,
      'Put the right ledger in its place, or change ledger_id if this one is to be used from now on.',
    );
  }
  if (kept === undefined || kept.ledgerId === id) return;
  throw isForeign(
    files.database,
    `has the id ${id}; the one that was used here before is ${kept.ledgerId}`,
    `Put that one back, or remove ${files.serial} if this one is to be used from now on.`,
  );
}

type Progress = Pick<KeptSerial, 'serial' | 'attempt'>;

function checkProgress(now: Progress, kept: Progress | undefined, files: LedgerFiles): void {
  if (kept === undefined) return;
  for (const [name, has, seen] of [
    ['serial', now.serial, kept.serial],
    ['last attempt', now.attempt, kept.attempt],
  ] as const) {
    if (has >= seen) continue;
    throw refuse(
      exitCodes.blocked,
      'PP311',
      `The ledger ${files.database} has gone back in time: its ${name} is ${has}, and ${seen} has been seen.`,
      'It has forgotten what was sent since. Put back the newest copy of it.',
    );
  }
}
