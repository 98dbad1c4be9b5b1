// The envelope: what is known of a notification without parsing its text. The vendor's room makes it for the spool.
import type { EnvelopeParts } from '../message/envelope-parts.ts';

/** One identifier of a person, name and value, in the format of the vendor's room. No other room reads it. */
export type Identity = string;

export interface Envelope {
  /** The identities of the person. The delivery log is queried about them, and an answer may name them. */
  readonly identities: readonly Identity[];
  /** What the delivery log shows of this notification; null if nothing there tells it from others. */
  readonly evidence: string | null;
  /** The vendor's text of the notification. */
  readonly payload: string;
}

/** An envelope with the bytes of the vendor's text. They are sent as they are, without decoding between spool and wire. */
export interface WireEnvelope extends Omit<Envelope, 'payload'> {
  /** UTF-8. */
  readonly payload: Uint8Array;
}

export function wireEnvelope<Whole extends Envelope>(envelope: Whole): Omit<Whole, 'payload'> & WireEnvelope {
  return { ...envelope, payload: Buffer.from(envelope.payload) };
}

export function payloadText({ payload }: Pick<WireEnvelope, 'payload'>): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
}

/** An envelope as the plan hands it to the spool. */
export interface PlannedEnvelope extends WireEnvelope {
  /** The identities in comparable form: equal if they are of the same person. The spool keeps a keyed hash of each. */
  readonly person: readonly Identity[];
}

/** An envelope as the spool keeps it. Runs that an older version spooled have only the payload. */
export interface KeptEnvelope extends Partial<Omit<WireEnvelope, 'payload'>>, Pick<WireEnvelope, 'payload'> {}

/** Creates a planned envelope. If `parts` are given, the payload is not parsed. */
export function planEnvelope(
  payload: Uint8Array,
  vendor: {
    readonly envelopeOf: (payload: string) => Envelope;
    readonly envelopeOfParts: (parts: EnvelopeParts) => Omit<Envelope, 'payload'>;
    readonly comparable: (identity: Identity) => string;
  },
  parts?: EnvelopeParts,
): PlannedEnvelope {
  const { identities, evidence } =
    parts === undefined ? vendor.envelopeOf(payloadText({ payload })) : vendor.envelopeOfParts(parts);
  return { identities, evidence, payload, person: identities.map(vendor.comparable) };
}

export function fillEnvelope<Kept extends KeptEnvelope>(
  kept: Kept,
  envelopeOf: (payload: string) => Envelope,
): Kept & WireEnvelope {
  if (isWhole(kept)) return kept;
  const { identities, evidence } = envelopeOf(payloadText(kept));
  return { ...kept, identities, evidence };
}

function isWhole<Kept extends KeptEnvelope>(kept: Kept): kept is Kept & WireEnvelope {
  return kept.identities !== undefined && kept.evidence !== undefined;
}
