// The campaigns in the ledgers of version 0.1.0 below test/fixtures, and what happened to each.
import { campaignText, people } from './workspace.ts';

/** The number of people by campaign. */
export const oldCampaigns = {
  /** Finished: some opted out, the others were accepted. */
  done: 30,
  /** Finished: the API rejected everybody. */
  rejected: 1,
  /** Finished in doubt, which a person then resolved as accepted. */
  resolved: 10,
  /** Finished in doubt. */
  unsure: 10,
  /** Stopped with some people in doubt and others not sent to, then superseded by the next run. */
  superseded: 60,
  /** Killed while requests were under way and others were not sent, then stopped. */
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
