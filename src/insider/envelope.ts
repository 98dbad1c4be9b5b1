// The envelope of a notification: whom it is for, and how the Message Center will show it.
import type { Envelope } from '../delivery/envelope.ts';
import { parseJson } from './error-body.ts';
import { identitiesOf, isRecord } from './identity.ts';

/** `payload` is the notification's JSON text, of this version or an older one. */
export function envelopeOf(payload: string): Envelope {
  const notification = parseJson(payload);
  if (!isRecord(notification)) return { identities: [], evidence: null, payload };
  const { identifiers, camp_id: campId, title, message } = notification;
  const identities = isRecord(identifiers) ? identitiesOf(identifiers) : [];
  return { identities, evidence: evidenceOf(campId, title, message) ?? null, payload };
}

/** Undefined where one of them is missing. */
export function evidenceOf(campId: unknown, title: unknown, message: unknown): string | undefined {
  if (typeof campId !== 'number' || typeof title !== 'string' || typeof message !== 'string') return undefined;
  return JSON.stringify([campId, title, message]);
}
