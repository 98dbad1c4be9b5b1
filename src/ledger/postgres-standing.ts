// How notifications stand on PostgreSQL: what the attempt that they were last claimed by came to.
import type { Spooled } from '../delivery/spool.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';
import { readStanding, type Standing } from './standing.ts';

/** `campaign` is the number in the ledger. */
export type Wanted = Pick<Spooled, 'key' | 'generation'> & { readonly campaign: number };

/** One per notification, in order (why OFFSET 0: postgres-lookup.ts); undefined for those that no attempt has claimed. */
export async function readStandings(
  transaction: PostgresTransaction,
  wanted: readonly Wanted[],
): Promise<readonly (Standing | undefined)[]> {
  const standings = Array.from<Standing | undefined>({ length: wanted.length });
  if (wanted.length === 0) return standings;
  const rows = await transaction.all(
    `SELECT wanted.place, sent.req, req.run, req.outcomes, req.repeats, req.claimed_at, req.settled_at, req.status, req.error
     FROM unnest($1::integer[], $2::uuid[], $3::integer[]) WITH ORDINALITY AS wanted (campaign, key, generation, place)
     CROSS JOIN LATERAL (
       SELECT req FROM sent
       WHERE campaign = wanted.campaign AND key = wanted.key AND generation = wanted.generation OFFSET 0
     ) AS sent
     CROSS JOIN LATERAL (SELECT * FROM req WHERE attempt = sent.req >> 5 OFFSET 0) AS req`,
    wanted.map(({ campaign }) => campaign),
    wanted.map(({ key }) => key),
    wanted.map(({ generation }) => generation),
  );
  for (const row of rows) {
    standings[integer(row, 'place') - 1] = readStanding(row);
  }
  return standings;
}
