// A notification that the delivery log is queried about, and how its push is recognised among those that the log shows.
import type { LoggedPush, LogQuery } from './delivery-log.ts';
import type { Envelope, Identity } from '../envelope.ts';

/** How far the vendor's clock may be from ours, milliseconds. */
const clockSkew = 5_000;

export interface SoughtPush {
  readonly identities: readonly Identity[];
  readonly evidence: string;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
}

/** Returns undefined if the notification has nothing to recognise it by. */
export function seek(
  { identities, evidence }: Pick<Envelope, 'identities' | 'evidence'>,
  claimedAt: number,
): SoughtPush | undefined {
  return evidence === null ? undefined : { identities, evidence, claimedAt };
}

export function queryFor({ identities, claimedAt }: SoughtPush, now: number): LogQuery {
  return { identities, from: claimedAt - clockSkew, to: now + clockSkew };
}

/** Returns the pushes that may be this notification, in the order of the answer. */
export function findPushes(pushes: readonly LoggedPush[], { evidence, claimedAt }: SoughtPush): readonly LoggedPush[] {
  return pushes.filter((push) => push.evidence === evidence && push.at >= claimedAt - clockSkew);
}

/** Names what is sought. The log cannot tell notifications with the same name apart. */
export function nameSought({ identities, evidence }: SoughtPush): string {
  return JSON.stringify([identities, evidence]);
}
