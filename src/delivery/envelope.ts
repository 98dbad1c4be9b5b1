// What is known of a notification without reading it: made by the vendor's room when it is spooled, and carried beside its text.
import type { EnvelopeParts } from '../message/envelope-parts.ts';

/** One identifier of a person, name and value, as the vendor's room writes it. Nobody else reads it. */
export type Identity = string;

export interface Envelope {
  /** Of the person. The delivery log is asked about them, and an answer may name them. */
  readonly identities: readonly Identity[];
  /** What the delivery log shows of this notification; null where it shows nothing to tell it from others. */
  readonly evidence: string | null;
  /** The vendor's text. */
  readonly payload: string;
}

/** Beside the bytes of the vendor's text, which are sent as they are: nobody reads them as text on their way from the spool to the wire. */
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

/** As it is handed to the spool. */
export interface PlannedEnvelope extends WireEnvelope {
  /** The identities in the form in which two are equal when they are of the same person. The spool keeps a keyed hash of each. */
  readonly person: readonly Identity[];
}

/** As the spool keeps it: in runs that were spooled by an older version it is the payload alone. */
export interface KeptEnvelope extends Partial<Omit<WireEnvelope, 'payload'>>, Pick<WireEnvelope, 'payload'> {}

/** Nobody reads the payload where its parts are given. */
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
