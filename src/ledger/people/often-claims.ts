// Caps and exclusions where they count: in the transaction of the claim, which sees all that was claimed before it.
import type { Claim, RunCampaign } from '../../delivery/ledger.ts';
import type { Spooled } from '../../delivery/spool.ts';
import { lookBackOf, roomUnder, wasSentRecently } from '../../plan/often/caps.ts';
import type { RunStanding } from '../claims/fence.ts';
import type { Sql } from '../sql.ts';
import { hashesOfPerson } from './claimed-people.ts';
import { readPast, type KnownSend, type SaidByRuns } from './past-sends.ts';

interface Claiming {
  readonly claim: Claim;
  readonly run: RunStanding;
}

export interface OftenClaims {
  /** Why somebody is left out; undefined where they may be sent to, which counts from then on. Asked in the order of the claims. */
  judge(claiming: Claiming, notification: Spooled): 'capped' | 'excluded' | undefined;
}

interface Asking {
  /** Wall clock, milliseconds. */
  readonly at: number;
  readonly said: SaidByRuns;
}

/**
 * Undefined where nothing is asked of the past. Claims that ask come one after the other from here on, until the transaction has
 * ended: of two that do not see each other both could take the last place of a person.
 */
export async function openOften(
  sql: Sql,
  claims: readonly Claiming[],
  { at, said }: Asking,
): Promise<OftenClaims | undefined> {
  const asking = claims.filter((claiming) => termsOf(claiming)?.often !== undefined);
  if (asking.length === 0) return undefined;
  await sql.alone('often');
  const asked = asking.flatMap(({ claim }) => claim.notifications);
  const hashes = asked.map(({ person }) => hashesOfPerson(person));
  const longest = Math.max(...asking.map((claiming) => lookBackIn(claiming)));
  const past = await readPast(sql, hashes, at - longest, said);
  const known = new Map(asked.map((notification, index) => [notification, past[index] ?? []]));
  const claimed = new ClaimedNow();
  return {
    judge(claiming, notification) {
      const terms = termsOf(claiming);
      const { id = '', tags = [], often } = terms ?? {};
      const own = hashesOfPerson(notification.person);
      const reason =
        often &&
        judgePast(often, [...(known.get(notification) ?? []), ...claimed.of(own)], {
          at,
          run: claiming.run.number,
          id,
        });
      if (reason === undefined) claimed.add(own, { campaign: id, tags, run: claiming.run.number, at, became: 'open' });
      return reason;
    },
  };
}

function judgePast(
  { caps, recent }: NonNullable<RunCampaign['often']>,
  past: readonly KnownSend[],
  { at, run, id }: { readonly at: number; readonly run: number; readonly id: string },
): 'capped' | 'excluded' | undefined {
  // A plan excludes nobody for what the same campaign is about to send.
  const others = past.filter((send) => send.run !== run || send.campaign !== id);
  if (wasSentRecently(recent, others, at)) return 'excluded';
  return caps.some((cap) => roomUnder(cap, past, at) === 0) ? 'capped' : undefined;
}

function termsOf({ claim, run }: Claiming): RunCampaign | undefined {
  return run.settings?.[claim.campaign];
}

function lookBackIn(claiming: Claiming): number {
  const often = termsOf(claiming)?.often;
  return often === undefined ? 0 : lookBackOf(often);
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
