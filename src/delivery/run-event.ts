// The events of a run for those who watch it. Views listen to them; the engine prints nothing.
import type { ExplainedError } from './stopping/explain-error.ts';
import type { Outcome } from './outcome.ts';
import type { RolloutStanding } from './rollout/rollout-standing.ts';

export type WaitReason =
  | 'pace'
  | 'throttled'
  /** Throttled, and the API asked for a longer wait than pushplan accepts. */
  | 'throttled_long'
  | 'retry'
  /** The run waits for the answer to a single request before it continues. */
  | 'canary'
  | 'breaker'
  /** The delivery log is queried not too early, and at its own pace. */
  | 'delivery_log';

export type RunEvent =
  /** The run has started. `planned` and `settled` are per campaign of the run, in its order. `settled` is more than 0 if the run was resumed. */
  | {
      readonly kind: 'started';
      readonly run: string;
      readonly environment: string;
      readonly requestsPerMinute: number;
      /** The maximum number of notifications in a request. */
      readonly mostInRequest: number;
      readonly campaigns: readonly {
        readonly id: string;
        readonly planned: number;
        readonly settled: number;
        /** Only if it is sent in steps. */
        readonly rollout?: RolloutStanding | undefined;
      }[];
    }
  /** A claim was committed and its request leaves. */
  | { readonly kind: 'sending'; readonly campaign: number; readonly notifications: number }
  /** Outcomes were committed. */
  | { readonly kind: 'settled'; readonly campaign: number; readonly outcomes: readonly Outcome[] }
  /** The run waits for something; `until` is monotonic milliseconds. */
  | {
      readonly kind: 'waiting';
      readonly reason: WaitReason;
      readonly until: number;
      /** The last error, if no request has succeeded since. */
      readonly lastError?: ExplainedError | undefined;
    }
  | { readonly kind: 'going_on' }
  /** The delivery log settled notifications that were in doubt. Those not sent are sent again. */
  | { readonly kind: 'resolved'; readonly campaign: number; readonly accepted: number; readonly notSent: number }
  /** A step or a pause has started or ended. */
  | { readonly kind: 'rollout'; readonly run: string; readonly rollout: RolloutStanding }
  /** No new claims; requests under way settle. */
  | { readonly kind: 'stopping'; readonly why: string }
  | { readonly kind: 'ended' };

export type Listen = (event: RunEvent) => void;
