// What the parts of one campaign's delivery share while it lasts.
import type { AbortWatch } from './stopping/abort-if.ts';
import type { Backlog } from './backlog.ts';
import type { CertificateWatch } from './stopping/certificate-watch.ts';
import type { SendState } from './delivery.ts';
import type { RunCampaign } from './ledger.ts';
import type { FirstTries } from './stopping/template-defect.ts';

/** A campaign and what its requests tell about it, counted from the first one that this process sends. */
export interface CampaignWatch {
  readonly terms: RunCampaign;
  readonly tries: FirstTries;
  readonly abortWatch: AbortWatch;
  readonly certificateWatch: CertificateWatch;
}

export interface CampaignState extends CampaignWatch {
  readonly sendState: SendState;
  /** Index in the run's campaigns. */
  readonly campaign: number;
  readonly backlog: Backlog;
  /** Requests under way, which are among those in flight of the whole delivery as well; each ends by itself and never rejects. */
  readonly underWay: Set<Promise<void>>;
}
