// The campaigns of the current UTC day, as the vendor's statistics list them. The list is emptied at midnight.

const day = 86_400_000;

export interface DayCampaign {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly message: string;
  readonly segment: string;
  readonly deepLink: Readonly<Record<string, unknown>>;
  readonly image: string;
}

export interface DayTotals {
  readonly campaign: DayCampaign;
  readonly deliveries: number;
}

export class CampaignsOfDay {
  #day = 0;
  #totals = new Map<number, DayTotals>();
  #lastBulkId = 1_000_000_000;

  /** Adds deliveries to a campaign, whose texts become those of this send. */
  add(campaign: DayCampaign, deliveries: number, now: number): void {
    const totals = this.#today(now);
    const before = totals.get(campaign.id)?.deliveries ?? 0;
    totals.set(campaign.id, { campaign, deliveries: before + deliveries });
  }

  /** Returns an id for a bulk campaign, which the vendor assigns: one that is unlikely to be used as a camp_id. */
  nextBulkId(): number {
    this.#lastBulkId += 1;
    return this.#lastBulkId;
  }

  list(now: number): readonly DayTotals[] {
    return [...this.#today(now).values()];
  }

  #today(now: number): Map<number, DayTotals> {
    const today = Math.floor(now / day);
    if (today !== this.#day) {
      this.#day = today;
      this.#totals = new Map();
    }
    return this.#totals;
  }
}
