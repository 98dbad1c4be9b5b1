// Reads what one person was sent, with the request, the run and the seal of each notification, for explain.
import type { SentRecord } from '../../plan/history.ts';
import { splitRequest } from '../claims/standing.ts';
import { integer, integerOrNull, text, textOrNull } from '../row.ts';
import { readRunCampaign } from '../runs/run-campaign-text.ts';
import type { Sql } from '../sql.ts';
import { readPast, type PastSources } from './past-sends.ts';

/** Returns what was claimed after `since` for the person with these hashes, oldest first. */
export async function sentRecords(
  sql: Sql,
  hashes: readonly string[],
  since: number,
  sources: PastSources,
): Promise<readonly SentRecord[]> {
  const sends = (await readPast(sql, [hashes], since, sources)).flat();
  const rows = await sql.all(
    `SELECT req.attempt, run.id, run.seal, chunk.step, run_campaign.settings FROM req
     JOIN run ON run.number = req.run
     JOIN run_campaign ON run_campaign.run = req.run AND run_campaign.campaign = req.campaign
     JOIN chunk ON chunk.run = req.run AND chunk.number = req.chunk
     WHERE req.attempt = ANY ($1::bigint[]) ORDER BY req.attempt`,
    sends.map(({ id }) => splitRequest(id).attempt),
  );
  return rows.flatMap((row) => {
    const request = integer(row, 'attempt');
    const by = {
      run: text(row, 'id'),
      seal: textOrNull(row, 'seal'),
      commit: readRunCampaign(text(row, 'settings')).commit,
      request,
      step: integerOrNull(row, 'step'),
    };
    return sends
      .filter(({ id }) => splitRequest(id).attempt === request)
      .map(({ id: _id, run: _run, ...send }) => ({ ...send, ...by }));
  });
}
