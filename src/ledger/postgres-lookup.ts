// What a ledger on PostgreSQL knows of notification keys: for plan, and for whoever follows up a run's recipients.
import type { Outcome } from '../delivery/outcome.ts';
import type { Known, Remembered } from '../plan/history.ts';
import { knownOf, unknown, type Sending } from './lookup.ts';
import type { HashKey } from './notification-hash.ts';
import { byteAt, outcomeOf } from './outcome-bytes.ts';
import { loadReasons } from './postgres-reasons.ts';
import { requirePostgresRun } from './postgres-runs.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { readRemembered, rememberedQuery } from './remembered.ts';
import { blob, integer, text } from './row.ts';
import { splitRequest } from './standing.ts';

/**
 * OFFSET 0 keeps the order of the look-ups: each key by the index, and then its attempt. A table that has just grown is else planned
 * for as if it were small, and read as a whole for each block.
 */
const wantedSends = `FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (key, place)
  CROSS JOIN LATERAL (
    SELECT generation, digest, req FROM sent
    WHERE campaign = (SELECT number FROM campaign WHERE id = $2) AND key = wanted.key OFFSET 0
  ) AS sent
  CROSS JOIN LATERAL (SELECT run, outcomes FROM req WHERE attempt = sent.req >> 5 OFFSET 0) AS req`;

/** One per key, in order. All of them in one statement: over a network the way there and back costs more than the look. */
export async function lookupInPostgres(
  transaction: PostgresTransaction,
  hash: HashKey,
  campaign: string,
  keys: readonly string[],
): Promise<readonly Known[]> {
  if (keys.length === 0) return [];
  const sendings = keys.map((): Sending[] => []);
  const rows = await transaction.all(
    `SELECT wanted.place, sent.generation, replace(sent.digest::text, '-', '') AS digest, sent.req, req.outcomes
     ${wantedSends}
     ORDER BY wanted.place, sent.generation DESC`,
    keys.map((key) => hash(campaign, key)),
    campaign,
  );
  if (rows.length === 0) return keys.map(() => unknown);
  for (const row of rows) {
    sendings[integer(row, 'place') - 1]?.push({
      generation: integer(row, 'generation'),
      digest: text(row, 'digest'),
      byte: byteAt(blob(row, 'outcomes'), splitRequest(integer(row, 'req')).position),
    });
  }
  const reasons = await loadReasons(transaction);
  return sendings.map((ofKey) => knownOf(ofKey, reasons));
}

/** One per key, in order; undefined for those that the run never claimed, or that a later run has claimed since. */
export async function lookupOutcomesInPostgres(
  transaction: PostgresTransaction,
  hash: HashKey,
  { run, campaign, keys }: { readonly run: string; readonly campaign: string; readonly keys: readonly string[] },
): Promise<readonly (Outcome | undefined)[]> {
  const { number } = await requirePostgresRun(transaction, run);
  const reasons = await loadReasons(transaction);
  const outcomes = Array.from<Outcome | undefined>({ length: keys.length });
  const rows = await transaction.all(
    `SELECT wanted.place, sent.req, req.outcomes
     ${wantedSends}
     WHERE req.run = $3`,
    keys.map((key) => hash(campaign, key)),
    campaign,
    number,
  );
  for (const row of rows) {
    const byte = byteAt(blob(row, 'outcomes'), splitRequest(integer(row, 'req')).position);
    outcomes[integer(row, 'place') - 1] = outcomeOf(reasons, byte);
  }
  return outcomes;
}

/** The campaigns that somebody was ever claimed for, by the file they were in then. */
export async function sentPostgresCampaigns(
  transaction: PostgresTransaction,
): Promise<readonly { readonly id: string; readonly file: string }[]> {
  const rows = await transaction.all(
    `SELECT id, file FROM campaign
     WHERE EXISTS (SELECT 1 FROM sent WHERE sent.campaign = campaign.number) ORDER BY id`,
  );
  return rows.map((row) => ({ id: text(row, 'id'), file: text(row, 'file') }));
}

/** As `sentLast` of a SQLite ledger. */
export async function sentLastInPostgres(
  transaction: PostgresTransaction,
  campaign: string,
): Promise<number | undefined> {
  const row = await transaction.get(
    `SELECT sum(chunk.size)::bigint AS planned
     FROM campaign
     JOIN run_campaign ON run_campaign.campaign = campaign.number
     JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
     JOIN chunk ON chunk.run = run.number AND chunk.position = run_campaign.position
     WHERE campaign.id = $1
     GROUP BY run.number ORDER BY run.number DESC LIMIT 1`,
    campaign,
  );
  return row === undefined ? undefined : integer(row, 'planned');
}

/** As `rememberedOf` of a SQLite ledger. */
export async function rememberedInPostgres(transaction: PostgresTransaction, campaign: string): Promise<Remembered> {
  return readRemembered(await transaction.one(rememberedQuery('$1'), campaign));
}
