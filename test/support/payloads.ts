// Notifications as a campaign renders them, for tests of delivery and of the client.
import type { Outgoing, SendRequest, SendTerms } from '../../src/delivery/sender.ts';
import { wireEnvelope, payloadText } from '../../src/delivery/envelope.ts';
import { envelopeOf } from '../../src/insider/envelope.ts';

export interface PayloadOptions {
  readonly campId?: number;
  readonly title?: string;
  readonly message?: string;
}

export function payloadOf(identifiers: Readonly<Record<string, string>>, options: PayloadOptions = {}): string {
  const { campId = 1204, title = 'Sale', message = '30% off' } = options;
  return JSON.stringify({ identifiers, camp_id: campId, camp_name: 'Wishlist sale', title, message });
}

export function payloadTo(uuid: string, options: PayloadOptions = {}): string {
  return payloadOf({ 'INSIDER.uuid': uuid }, options);
}

export function payloadsTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => payloadTo(`u${index}`));
}

/** Makes the request that delivery passes to the sender for these payloads. */
export function requestOf(payloads: readonly string[], terms: Partial<SendTerms> = {}): SendRequest {
  const notifications = payloads.map((payload, index) => ({ ...wireEnvelope(envelopeOf(payload)), id: `n${index}` }));
  return { notifications, terms: { async: false, reportAttributes: [], ...terms } };
}

export function payloadsOf({
  notifications,
}: {
  readonly notifications: readonly Pick<Outgoing, 'payload'>[];
}): string[] {
  return notifications.map(payloadText);
}
