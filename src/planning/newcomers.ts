// Counts the people who are new to a campaign whose content is approved: the campaign did not send to any of their identifiers before, and they are
// not in the approved plan.
import type { Campaign } from '../campaign/campaign.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CampaignPlan } from '../generated/plan.ts';
import { judgeNewcomers, judgeNewCopy } from '../plan/guards/guard-content.ts';
import type { History } from '../plan/history.ts';
import type { ApprovedContents } from './approved-content.ts';
import type { PlannedSend } from './threads/packed-sends.ts';

/** The limits that apply when a campaign whose content is approved is sent. */
export class ContentBounds {
  readonly #history: Pick<History, 'past'>;
  readonly #approved: ApprovedContents;
  readonly #isPlanned: (digest: string) => boolean;
  readonly #newcomers = new Map<string, number>();

  /** `isPlanned` says whether a digest is in the approved plan. */
  constructor(history: Pick<History, 'past'>, approved: ApprovedContents, isPlanned: (digest: string) => boolean) {
    this.#history = history;
    this.#approved = approved;
    this.#isPlanned = isPlanned;
  }

  /** Counts people who would be sent to now. Deferred people are counted when they are due. */
  async look(
    { id, content }: Campaign,
    notifications: readonly Pick<PlannedSend, 'digest' | 'person'>[],
  ): Promise<void> {
    if (content?.newcomers === undefined) return;
    const unplanned = notifications.filter(({ digest }) => !this.#isPlanned(digest));
    const past = await this.#history.past(
      unplanned.map(({ person }) => person),
      0,
    );
    const newcomers = past.filter((sends) => sends.every(({ campaign }) => campaign !== id)).length;
    this.#newcomers.set(id, (this.#newcomers.get(id) ?? 0) + newcomers);
  }

  judge(campaigns: readonly Campaign[], planned: readonly CampaignPlan[]): readonly Diagnostic[] {
    return campaigns.flatMap((campaign) => {
      const { id } = campaign;
      const plan = planned.find((one) => one.id === id);
      const approved = this.#approved.get(id);
      if (plan === undefined) return [];
      // It is not known who waits. As many people as the approved plan had and did not send to may be among these newcomers.
      const newcomers = Math.max(0, (this.#newcomers.get(id) ?? 0) - (approved?.waiting ?? 0));
      return [
        ...judgeNewcomers(campaign, newcomers, plan.counts),
        ...(approved === undefined ? [] : judgeNewCopy(campaign, plan.audit, approved.copy)),
      ];
    });
  }
}
