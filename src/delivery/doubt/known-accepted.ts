// The last few accepted notifications of each campaign. The delivery log has to show one of them before a missing push proves anything.
import type { Envelope } from '../envelope.ts';

export interface AcceptedPush extends Omit<Envelope, 'payload'> {
  readonly attempt: number;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
}

/** How many are kept per campaign: more than one, since the delivery log may no longer have a recipient. */
const kept = 4;

/** Kept only in memory, and as long as the delivery: accepted notifications leave the spool. */
export class KnownAccepted {
  readonly #byCampaign = new Map<number, AcceptedPush[]>();

  /** `campaign` is the index in the run's campaigns. */
  remember(campaign: number, push: AcceptedPush): void {
    const known = this.#byCampaign.get(campaign) ?? [];
    this.#byCampaign.set(campaign, [push, ...known].slice(0, kept));
  }

  /** Returns the known pushes of a campaign, the latest first. */
  of(campaign: number): readonly AcceptedPush[] {
    return this.#byCampaign.get(campaign) ?? [];
  }
}
