// Campaigns of the current UTC day, as the vendor's statistics list them: they are gone at midnight.

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

  /** Adds deliveries to a campaign; its texts are those of its latest send. */
  add(campaign: DayCampaign, deliveries: number, now: number): void {
    const totals = this.#today(now);
    const before = totals.get(campaign.id)?.deliveries ?? 0;
    totals.set(campaign.id, { campaign, deliveries: before + deliveries });
  }

  /** Bulk campaigns get their id from the vendor: one that no author of a camp_id is likely to have taken. */
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
