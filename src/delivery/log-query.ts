// What the delivery log is asked about one notification, and which of the pushes that it shows is that very one.
import { isRecord, readIdentifiers } from './identity.ts';
import type { LoggedPush } from './delivery-log.ts';

/** How far the vendor's clock may be from ours, milliseconds. */
export const clockSkew = 5_000;

export interface LogQuery {
  readonly identifiers: Readonly<Record<string, string>>;
  readonly campId: number;
  readonly title: string;
  readonly message: string;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
}

/** Undefined for a payload that holds nothing to recognise it by. */
export function readQuery(payload: string, claimedAt: number): LogQuery | undefined {
  const notification: unknown = JSON.parse(payload);
  if (!isRecord(notification)) return undefined;
  const { camp_id: campId, title, message } = notification;
  if (typeof campId !== 'number' || typeof title !== 'string' || typeof message !== 'string') return undefined;
  return { identifiers: textsOf(readIdentifiers(payload)), campId, title, message, claimedAt };
}

/** The pushes that may be this notification, in the order of the answer. */
export function findPushes(pushes: readonly LoggedPush[], query: LogQuery): readonly LoggedPush[] {
  const { campId, title, message, claimedAt } = query;
  return pushes.filter(
    (seen) =>
      seen.campId === campId && seen.title === title && seen.message === message && seen.at >= claimedAt - clockSkew,
  );
}

/** Two questions with the same name cannot be told apart by what the delivery log shows. */
export function nameQuery({ identifiers, campId, title, message }: LogQuery): string {
  return JSON.stringify([identifiers, campId, title, message]);
}

/** Custom ones, which are one level down, by their flat names: INSIDER.custom.crm. */
function textsOf(identifiers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(identifiers).flatMap(([name, value]): (readonly [string, string])[] => {
      if (typeof value === 'string') return [[name, value]];
      return isRecord(value) ? Object.entries(textsOf(value)).map(([key, text]) => [`${name}.${key}`, text]) : [];
    }),
  );
}
