// Caps and exclusions where they count: in the transaction of the claim, which sees all that was claimed before it.
import type { Claim, RunCampaign } from '../../delivery/ledger.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { lookBackOf, roomUnder, wasSentRecently, type Often, type PastSend } from '../../plan/often/caps.ts';
import type { LoggedSend } from '../../plan/often/replay.ts';
import type { RunStanding } from '../claims/fence.ts';
import type { Sql } from '../sql.ts';
import { hashesOfPerson } from './claimed-people.ts';
import { readPast, type PastSources } from './past-sends.ts';

/** One of the past, with the number of its run. */
type KnownSend = PastSend & Pick<LoggedSend, 'run'>;

interface Claiming {
  readonly claim: Claim;
  readonly run: RunStanding;
}

export interface OftenClaims {
  /** Why somebody is left out; undefined where they may be sent to, which counts from then on. Asked in the order of the claims. */
  judge(claiming: Claiming, notification: Spooled): 'capped' | 'excluded' | undefined;
}

interface Asking extends PastSources {
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/**
 * Undefined where nothing is asked of the past. Claims that ask come one after the other from here on, until the transaction has
 * ended: of two that do not see each other both could take the last place of a person.
 */
export async function openOften(
  sql: Sql,
  claims: readonly Claiming[],
  { at, said, later }: Asking,
): Promise<OftenClaims | undefined> {
  const asking = claims.flatMap((claiming) =>
    termsOf(claiming).flatMap(({ often }) => (often === undefined ? [] : [{ claim: claiming.claim, often }])),
  );
  if (asking.length === 0) return undefined;
  await sql.alone('often');
  await later?.findAll(sql);
  const asked = asking.flatMap(({ claim }) => claim.notifications);
  const hashes = asked.map(({ person }) => hashesOfPerson(person));
  const longest = Math.max(...asking.map(({ often }) => lookBackOf(often)));
  const past = await readPast(sql, hashes, at - longest, { said });
  const known = new Map(asked.map((notification, index) => [notification, past[index]]));
  const claimed = new ClaimedNow();
  return {
    judge(claiming, notification) {
      const own = hashesOfPerson(notification.person);
      const run = claiming.run.number;
      const [reason] = termsOf(claiming).flatMap(({ id, tags = [], often }) => {
        const before = [...(known.get(notification) ?? []), ...claimed.of(own)];
        const why = often && judgePast(often, before, { at, run, id });
        if (why !== undefined) return [why];
        claimed.add(own, { campaign: id, tags, run, at, became: 'open' });
        return [];
      });
      return reason;
    },
  };
}

function judgePast(
  { caps, recent }: Often,
  past: readonly KnownSend[],
  { at, run, id }: { readonly at: number; readonly run: number; readonly id: string },
): 'capped' | 'excluded' | undefined {
  // A plan excludes nobody for what the same campaign is about to send.
  const others = past.filter((send) => send.run !== run || send.campaign !== id);
  if (wasSentRecently(recent, others, at)) return 'excluded';
  return caps.some((cap) => roomUnder(cap, past, at) === 0) ? 'capped' : undefined;
}

/** None where nobody asks for them. */
function termsOf({ claim, run }: Claiming): readonly RunCampaign[] {
  return run.settings?.slice(claim.campaign, claim.campaign + 1) ?? [];
}

/** What the transaction itself has claimed. */
class ClaimedNow {
  readonly #sends = new Map<string, KnownSend[]>();

  add(hashes: readonly string[], send: KnownSend): void {
    for (const hash of hashes) this.#sends.set(hash, [...(this.#sends.get(hash) ?? []), send]);
  }

  /** Each once. */
  of(hashes: readonly string[]): readonly KnownSend[] {
    return [...new Set(hashes.flatMap((hash) => this.#sends.get(hash) ?? []))];
  }
}
