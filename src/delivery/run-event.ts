// What a run tells those who watch it. Views listen; the engine prints nothing.
import type { ExplainedError } from './stopping/explain-error.ts';
import type { Outcome } from './outcome.ts';
import type { RolloutStanding } from './rollout/rollout-standing.ts';

export type WaitReason =
  | 'pace'
  | 'throttled'
  /** Throttled, and the API asked for more than anybody waits. */
  | 'throttled_long'
  | 'retry'
  /** The answer to a single request decides how it goes on. */
  | 'canary'
  | 'breaker'
  /** The vendor's log is asked not before its time, and at its pace. */
  | 'delivery_log';

export type RunEvent =
  /** `planned` and `settled` per campaign of the run, in its order: settled is more than 0 when a run is resumed. */
  | {
      readonly kind: 'started';
      readonly run: string;
      readonly environment: string;
      readonly requestsPerMinute: number;
      /** Notifications in a request at most. */
      readonly mostInRequest: number;
      readonly campaigns: readonly {
        readonly id: string;
        readonly planned: number;
        readonly settled: number;
        /** Only where it is sent in steps. */
        readonly rollout?: RolloutStanding | undefined;
      }[];
    }
  /** The claim is committed and the request leaves. */
  | { readonly kind: 'sending'; readonly campaign: number; readonly notifications: number }
  /** Outcomes are committed. */
  | { readonly kind: 'settled'; readonly campaign: number; readonly outcomes: readonly Outcome[] }
  /** What is being waited for; `until` is monotonic milliseconds. */
  | {
      readonly kind: 'waiting';
      readonly reason: WaitReason;
      readonly until: number;
      /** What went wrong last, while nothing has got through since. */
      readonly lastError?: ExplainedError | undefined;
    }
  | { readonly kind: 'going_on' }
  /** That many that were in doubt have been settled by what the delivery log shows; those not sent are sent again. */
  | { readonly kind: 'resolved'; readonly campaign: number; readonly accepted: number; readonly notSent: number }
  /** A step has ended or begun, or a pause. */
  | { readonly kind: 'rollout'; readonly run: string; readonly rollout: RolloutStanding }
  /** No new claims; what is under way settles. */
  | { readonly kind: 'stopping'; readonly why: string }
  | { readonly kind: 'ended' };

export type Listen = (event: RunEvent) => void;
