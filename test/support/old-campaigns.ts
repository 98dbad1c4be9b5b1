// The campaigns that the ledgers of version 0.1.0 below test/fixtures were written with, and what became of each.
import { campaignText, people } from './workspace.ts';

/** People by campaign. */
export const oldCampaigns = {
  /** Finished: some opted out, the others were sent to. */
  done: 30,
  /** Finished: the API took nobody. */
  rejected: 1,
  /** Finished in doubt, which a person resolved as accepted. */
  resolved: 10,
  /** Finished, in doubt. */
  unsure: 10,
  /** Stopped with somebody in doubt and others left, then superseded by the next. */
  superseded: 60,
  /** Killed with requests under way and others left, then stopped. */
  killed: 200,
} as const;

export type OldCampaign = keyof typeof oldCampaigns;

export const oldFiles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(oldCampaigns).flatMap(([id, count], index) => [
    [`${id}.csv`, people(count)],
    [
      `${id}.campaign.yaml`,
      campaignText({ id, file: `${id}.csv`, campId: index + 1, more: 'key: "{{email}}"\nresend: on_change' }),
    ],
  ]),
);
