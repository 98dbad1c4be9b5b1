// What the sessions of a ledger do at the server while workers send, sampled a hundred times a second by a separate session.
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

export interface SessionsDoing {
  /** A wait for a lock, with the statement that needs it; a wait for the worker's next statement; or what the server reports. */
  readonly what: string;
  /** The average number of sessions. */
  readonly sessions: number;
}

const every = 10;

/** Samples the sessions that are not idle. Returns the most frequent first. */
export async function watchWaits(url: string): Promise<{ end(): Promise<readonly SessionsDoing[]> }> {
  const client = new Client(url);
  await client.connect();
  const seen = new Map<string, number>();
  const ended = new AbortController();
  let looks = 0;
  const looking = (async () => {
    while (!ended.signal.aborted) {
      const { rows } = await client.query<{ readonly what: string }>(
        `SELECT CASE
           WHEN state LIKE 'idle in transaction%' THEN 'waits for the next statement'
           WHEN wait_event_type = 'Lock' THEN 'waits for a lock: ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 60)
           ELSE coalesce('waits for ' || wait_event_type || ' ' || wait_event, 'works') END AS what
         FROM pg_stat_activity WHERE application_name = 'pushplan' AND state <> 'idle'`,
      );
      looks += 1;
      for (const { what } of rows) seen.set(what, (seen.get(what) ?? 0) + 1);
      await delay(every, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return {
    end: async () => {
      ended.abort();
      await looking;
      await client.end();
      return [...seen]
        .map(([what, count]) => ({ what, sessions: count / looks }))
        .toSorted((one, other) => other.sessions - one.sessions);
    },
  };
}
