// Reads a run's requests and decisions for its report.
import type { SettledAs } from '../../delivery/ledger.ts';
import { RequestTally, type LoggedDecision, type RunLog } from '../../delivery/request-figures.ts';
import { requestsOf } from '../claims/requests.ts';
import { integer, integerOrNull, text, textOrNull } from '../row.ts';
import type { Sql } from '../sql.ts';

const ofLog = 'attempt, claimed_at, settled_at, status, error';

export async function runLogOf(sql: Sql, run: number): Promise<RunLog> {
  const tally = new RequestTally();
  for await (const rows of requestsOf(sql, run, null, ofLog)) {
    for (const row of rows) {
      tally.add({
        claimedAt: integer(row, 'claimed_at'),
        settledAt: integerOrNull(row, 'settled_at'),
        status: integerOrNull(row, 'status'),
        error: textOrNull(row, 'error'),
      });
    }
  }
  return { ...tally.figures(), decisions: await decisionsOf(sql, run) };
}

const decisions: Readonly<Record<string, SettledAs | undefined>> = { accepted: 'accepted', not_sent: 'not_sent' };

async function decisionsOf(sql: Sql, run: number): Promise<readonly LoggedDecision[]> {
  const rows = await sql.all(
    `SELECT decision.number, decision.at, decision.who, decision.decided, decided.positions
     FROM decision JOIN decided ON decided.decision = decision.number
     WHERE decision.run = $1 ORDER BY decision.number, decided.attempt`,
    run,
  );
  const found = new Map<number, LoggedDecision>();
  for (const row of rows) {
    const number = integer(row, 'number');
    const before = found.get(number)?.notifications ?? 0;
    found.set(number, {
      at: integer(row, 'at'),
      who: text(row, 'who'),
      decided: decisions[text(row, 'decided')] ?? 'reopened',
      notifications: before + countBits(integer(row, 'positions')),
    });
  }
  return [...found.values()];
}

function countBits(positions: number): number {
  return positions.toString(2).replaceAll('0', '').length;
}
