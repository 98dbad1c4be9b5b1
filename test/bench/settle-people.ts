// Makes a ledger that knows many people of an audience by writing its tables directly, because sending to all of them would take too long.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { hashWith } from '../../src/ledger/claims/notification-hash.ts';
import { bytes } from '../../src/ledger/claims/outcome-bytes.ts';
import { joinRequest } from '../../src/ledger/claims/standing.ts';

const perRequest = 20;
/** Bytes for a person with two identifiers. */
const personBytes = 33;

interface Settled {
  /** The id of the campaign. */
  readonly id: string;
  readonly file: string;
  /** The keys in plain text, one per person. */
  readonly keys: Iterable<string>;
}

/** `root` is a workspace that has sent something to the sandbox. The new requests are the newest ones. */
export function settlePeople(root: string, { id, file, keys }: Settled): void {
  using ledger = new DatabaseSync(join(root, '.pushplan/sandbox.db'));
  ledger.exec('PRAGMA synchronous = OFF; BEGIN');
  const {
    secret,
    run = 0,
    first,
  } = one(
    ledger,
    'SELECT secret, (SELECT max(number) FROM run) AS run, (SELECT max(attempt) + 1 FROM req) AS first FROM meta',
  );
  if (!(secret instanceof Uint8Array)) throw new Error('the ledger has no secret of its own');
  const hash = hashWith(secret);
  const { campaign = 0 } = one(
    ledger,
    'INSERT INTO campaign (id, file) VALUES (?, ?) RETURNING number AS campaign',
    id,
    file,
  );
  const send = ledger.prepare(
    `INSERT INTO req (attempt, run, chunk, campaign, claimed_at, settled_at, slot, slot_generation, outcomes, doubts, repeats, retry, status, person)
     VALUES (?, ?, 0, ?, ?, ?, 1, 1, ?, 0, 0, 0, 200, ?)`,
  );
  const claim = ledger.prepare(
    'INSERT INTO sent (campaign, key, generation, req, digest) VALUES (?, unhex(?), 0, ?, ?)',
  );
  const outcomes = new Uint8Array(perRequest).fill(bytes.accepted);
  let count = 0;
  for (const key of keys) {
    const [attempt, position] = [Number(first) + Math.floor(count / perRequest), count % perRequest];
    if (position === 0) {
      const at = 1_780_000_000_000 + attempt * 60;
      send.run(attempt, run, campaign, at, at + 50, outcomes, randomBytes(perRequest * personBytes));
    }
    claim.run(campaign, hash(id, key), joinRequest(attempt, position), randomBytes(16));
    count += 1;
  }
  // As if that run had planned them, without a key, so that a plan does not compare keys.
  ledger
    .prepare(
      `INSERT INTO run_campaign (run, position, campaign, settings)
       SELECT run, 1, ?, json_remove(settings, '$.key') FROM run_campaign WHERE run = ?`,
    )
    .run(campaign, run);
  ledger
    .prepare(
      'INSERT INTO chunk (run, number, position, size, finished) SELECT run, max(number) + 1, 1, ?, 1 FROM chunk WHERE run = ?',
    )
    .run(count, run);
  ledger.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
}

function one(ledger: DatabaseSync, statement: string, ...values: readonly string[]): Record<string, SQLInputValue> {
  const row: Record<string, SQLInputValue> | undefined = ledger.prepare(statement).get(...values);
  if (row === undefined) throw new Error(`nothing comes of ${statement}`);
  return row;
}
