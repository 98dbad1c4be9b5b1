// What the parts of one campaign's delivery share while it lasts.
import type { AbortWatch } from './abort-if.ts';
import type { Backlog } from './backlog.ts';
import type { Course } from './delivery.ts';
import type { RunCampaign } from './ledger.ts';
import type { FirstTries } from './template-defect.ts';

export interface CampaignCourse {
  readonly course: Course;
  /** Index in the run's campaigns. */
  readonly campaign: number;
  readonly terms: RunCampaign;
  readonly backlog: Backlog;
  readonly tries: FirstTries;
  readonly abortWatch: AbortWatch;
  /** Requests under way; each ends by itself and never rejects. */
  readonly underWay: Set<Promise<void>>;
}
