// Makes the envelope of a notification: who it is for, and how the Message Center will show it.
import type { Envelope } from '../delivery/envelope.ts';
import type { EnvelopeParts } from '../message/envelope-parts.ts';
import { tryParseJson } from '../try-parse-json.ts';
import { identitiesOf } from './identity.ts';
import { isMap } from '../is-map.ts';

/** Reads `payload`, the JSON text of a notification that this or an older version wrote. */
export function envelopeOf(payload: string): Envelope {
  const notification = tryParseJson(payload);
  if (!isMap(notification)) return { identities: [], evidence: null, payload };
  const { identifiers, camp_id: campId, title, message } = notification;
  const identities = isMap(identifiers) ? identitiesOf(identifiers) : [];
  return { identities, evidence: evidenceOf(campId, title, message) ?? null, payload };
}

/** Makes the same without parsing the text that was just written: its texts are already as JSON.stringify writes them. */
export function envelopeOfParts({ identifiers, members }: EnvelopeParts): Omit<Envelope, 'payload'> {
  const texts = shown.map((name) => members.find((member) => member.startsWith(name))?.slice(name.length));
  const evidence = texts.includes(undefined) ? null : `[${texts.join(',')}]`;
  return { identities: identitiesOf(identifiers), evidence };
}

/** The fields that the Message Center shows of a notification. */
const shown = ['"camp_id":', '"title":', '"message":'] as const;

/** Returns undefined if one of them is missing. */
export function evidenceOf(campId: unknown, title: unknown, message: unknown): string | undefined {
  if (typeof campId !== 'number' || typeof title !== 'string' || typeof message !== 'string') return undefined;
  return JSON.stringify([campId, title, message]);
}
