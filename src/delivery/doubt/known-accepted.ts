// The last few who were accepted of each campaign: whom the delivery log must show before it proves anything that somebody else is missing.
import type { Envelope } from '../envelope.ts';

export interface AcceptedPush extends Omit<Envelope, 'payload'> {
  readonly attempt: number;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
}

/** How many of a campaign are kept: more than one, since a recipient may have gone from the delivery log's memory. */
const kept = 4;

/** In memory alone and as long as the delivery: those who are accepted leave the spool. */
export class KnownAccepted {
  readonly #byCampaign = new Map<number, AcceptedPush[]>();

  /** `campaign` is the index in the run's campaigns. */
  remember(campaign: number, push: AcceptedPush): void {
    const known = this.#byCampaign.get(campaign) ?? [];
    this.#byCampaign.set(campaign, [push, ...known].slice(0, kept));
  }

  /** The latest first. */
  of(campaign: number): readonly AcceptedPush[] {
    return this.#byCampaign.get(campaign) ?? [];
  }
}
