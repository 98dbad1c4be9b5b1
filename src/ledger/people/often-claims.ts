// Applies caps and exclusions in the transaction of the claim, which sees everything that was claimed before it.
import type { Claim, RunCampaign } from '../../delivery/ledger.ts';
import type { Spooled } from '../../delivery/spool.ts';
import {
  countedBy,
  isCountedBy,
  lookBackOf,
  placeUnder,
  wasSentRecently,
  type PastSend,
} from '../../plan/often/caps.ts';
import { lastMoment } from '../../plan/schedule/judge-time.ts';
import type { LoggedSend } from '../../plan/often/replay.ts';
import type { RunStanding } from '../claims/fence.ts';
import type { Sql } from '../sql.ts';
import { hashesOfPerson } from './claimed-people.ts';
import { readPast, type PastSources } from './past-sends.ts';

type KnownSend = PastSend & Pick<LoggedSend, 'run'>;

interface Claiming {
  readonly claim: Claim;
  readonly run: RunStanding;
}

/** Why a person is not sent to now: they are left out, or wait for room under a cap until a time (milliseconds since 1970). */
type KeptBack = 'capped' | 'excluded' | { readonly until: number };

export interface OftenClaims {
  /** Returns undefined if the person may be sent to, which counts from then on. Must be called in the order of the claims. */
  judge(claiming: Claiming, notification: Spooled): KeptBack | undefined;
}

interface Asking extends PastSources {
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/**
 * Returns undefined if no campaign of the claims has caps or exclusions. Otherwise, claims with such terms run one at a time from here until the
 * transaction ends: of two that do not see each other, both could take a person's last place under a cap.
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
      const [kept] = termsOf(claiming).flatMap((campaign) => {
        const { id, tags = [] } = campaign;
        const before = [...(known.get(notification) ?? []), ...claimed.of(own)];
        const why = judgePast(campaign, before, {
          at,
          run,
          tags,
          waits: claiming.claim.waits,
          when: notification.when,
        });
        if (why !== undefined) return [why];
        claimed.add(own, { campaign: id, tags, run, at, became: 'open' });
        return [];
      });
      return kept;
    },
  };
}

interface Judging {
  readonly at: number;
  readonly run: number;
  readonly tags: readonly string[];
  /** Whether people may wait in the run for room under a cap. */
  readonly waits: boolean | undefined;
  readonly when: Spooled['when'];
}

function judgePast(
  { id, often, times }: RunCampaign,
  past: readonly KnownSend[],
  { at, run, tags, waits, when }: Judging,
): KeptBack | undefined {
  if (often === undefined) return undefined;
  // The campaign's own sends in this run exclude nobody, as in a plan.
  const others = past.filter((send) => send.run !== run || send.campaign !== id);
  if (wasSentRecently(often.recent, others, at)) return 'excluded';
  const person = often.caps.map((cap) => ({
    cap,
    // The clock of another machine may be ahead.
    times: countedBy(cap, past).map((time) => Math.min(time, at)),
    takesPlace: isCountedBy(cap, tags),
  }));
  const free = placeUnder(person, at);
  if (free === at) return undefined;
  const last = when === undefined ? Number.POSITIVE_INFINITY : lastMoment(times, when.due);
  return free === undefined || free > last || waits !== true ? 'capped' : { until: free };
}

/** Returns the settings of the claim's campaign, or nothing if the run's settings were not read. */
function termsOf({ claim, run }: Claiming): readonly RunCampaign[] {
  return run.settings?.slice(claim.campaign, claim.campaign + 1) ?? [];
}

/** The sends that this transaction has claimed. */
class ClaimedNow {
  readonly #sends = new Map<string, KnownSend[]>();

  add(hashes: readonly string[], send: KnownSend): void {
    for (const hash of hashes) this.#sends.set(hash, [...(this.#sends.get(hash) ?? []), send]);
  }

  /** Returns each send once. */
  of(hashes: readonly string[]): readonly KnownSend[] {
    return [...new Set(hashes.flatMap((hash) => this.#sends.get(hash) ?? []))];
  }
}
