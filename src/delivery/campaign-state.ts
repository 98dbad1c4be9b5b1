// What the parts of one campaign's delivery share while it runs.
import type { AbortWatch } from './stopping/abort-if.ts';
import type { Backlog } from './backlog.ts';
import type { CertificateWatch } from './stopping/certificate-watch.ts';
import type { SendState } from './delivery.ts';
import type { RunCampaign } from './ledger.ts';
import type { FirstTries } from './stopping/template-defect.ts';

/** A campaign and what its requests show about it, counted from the first request that this process sends. */
export interface CampaignWatch {
  readonly terms: RunCampaign;
  readonly tries: FirstTries;
  readonly abortWatch: AbortWatch;
  readonly certificateWatch: CertificateWatch;
}

export interface CampaignState extends CampaignWatch {
  readonly sendState: SendState;
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly backlog: Backlog;
  /** Requests of this campaign under way, which are also in the delivery's `inFlight`. Each promise ends by itself and never rejects. */
  readonly underWay: Set<Promise<void>>;
}
