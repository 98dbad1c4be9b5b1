// What a block sends, on its way from one thread to another: numbers in typed arrays and one buffer of text, since a message of a thousand objects costs more than to plan them.
import { planEnvelope, type PlannedEnvelope } from '../../delivery/envelope.ts';
import { vendor } from '../../opening/vendor.ts';
import type { PutOff, ToSend } from '../../plan/plan-block.ts';

const digestBytes = 32;
const noArm = 255;

/** A notification that will be sent, with the envelope that it goes into the spool in. */
export type PlannedSend = Omit<ToSend, 'payload'> & PlannedEnvelope;

/** Of nobody, of those who are sent to now, or also of those who are deferred. */
export type Keeps = 'nothing' | 'now' | 'all';

export interface SendBatch {
  /** Of those who are sent to, 64 hex digits each. */
  readonly digests: readonly string[];
  readonly put: PutOff;
  /** To be asked for only where the walk keeps them. */
  envelopes(): readonly PlannedSend[];
  /** The same of those who are deferred. */
  deferredEnvelopes(): readonly PlannedSend[];
}

export interface PackedSends {
  /** 32 bytes each. */
  readonly digests: Uint8Array<ArrayBuffer>;
  readonly put: PutOff;
  readonly kept: PackedEnvelopes | undefined;
  readonly keptDeferred: PackedEnvelopes | undefined;
}

interface PackedEnvelopes {
  readonly keys: readonly string[];
  readonly generations: Uint32Array;
  readonly rows: Uint32Array;
  /** `noArm` where there is none. */
  readonly arms: Uint8Array;
  /** Undefined where no campaign says when. */
  readonly when: readonly (ToSend['when'] | undefined)[];
  readonly until: readonly (number | undefined)[];
  /** Of all payloads, in UTF-8, and where each of them ends. */
  readonly text: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array;
  readonly evidence: readonly (string | null)[];
  readonly identities: readonly (readonly string[])[];
  readonly person: readonly (readonly string[])[];
}

/** The same in one thread. */
export function batchOf(sends: readonly ToSend[], put: PutOff, deferred: readonly ToSend[] = []): SendBatch {
  return {
    digests: sends.map(({ digest }) => digest),
    put,
    envelopes: () => sends.map(envelopeOf),
    deferredEnvelopes: () => deferred.map(envelopeOf),
  };
}

function envelopeOf({ payload, ...send }: ToSend): PlannedSend {
  return { ...send, ...planEnvelope(payload, vendor) };
}

export function packSends(
  sends: readonly ToSend[],
  put: PutOff,
  keeps: Keeps,
  deferred: readonly ToSend[] = [],
): PackedSends {
  const batch = batchOf(sends, put, deferred);
  return {
    digests: packDigests(batch.digests),
    put,
    kept: keeps === 'nothing' ? undefined : packEnvelopes(batch.envelopes()),
    keptDeferred: keeps === 'all' ? packEnvelopes(batch.deferredEnvelopes()) : undefined,
  };
}

function packDigests(all: readonly string[]): Uint8Array<ArrayBuffer> {
  const digests = Buffer.alloc(all.length * digestBytes);
  for (const [index, digest] of all.entries()) digests.write(digest, index * digestBytes, 'hex');
  return digests;
}

function packEnvelopes(sends: readonly PlannedSend[]): PackedEnvelopes {
  const ends = new Uint32Array(sends.length);
  let length = 0;
  for (const [index, { payload }] of sends.entries()) ends[index] = length += Buffer.byteLength(payload);
  const text = Buffer.allocUnsafeSlow(length);
  for (const [index, { payload }] of sends.entries()) text.write(payload, ends[index - 1] ?? 0);
  return {
    keys: sends.map(({ key }) => key),
    generations: Uint32Array.from(sends, ({ generation }) => generation),
    arms: Uint8Array.from(sends, ({ arm = noArm }) => arm),
    rows: Uint32Array.from(sends, ({ row }) => row),
    when: sends.map(({ when }) => when),
    until: sends.map(({ until }) => until),
    text,
    ends,
    evidence: sends.map(({ evidence }) => evidence),
    identities: sends.map(({ identities }) => identities),
    person: sends.map(({ person }) => person),
  };
}

/** Those of their buffers that are large enough to be worth handing over. */
export function transferOf({ digests, kept, keptDeferred }: PackedSends): readonly ArrayBuffer[] {
  const all = [kept, keptDeferred].filter((one) => one !== undefined);
  return [digests.buffer, ...all.map(({ text }) => text.buffer)];
}

export function unpackSends({ digests, put, kept, keptDeferred }: PackedSends): SendBatch {
  const hex = unpackDigests(digests);
  return {
    digests: hex,
    put,
    envelopes: () => unpackEnvelopes(kept, hex),
    deferredEnvelopes: () => unpackEnvelopes(keptDeferred, put.deferred),
  };
}

function unpackDigests(digests: Uint8Array<ArrayBuffer>): readonly string[] {
  const bytes = Buffer.from(digests.buffer, digests.byteOffset, digests.length);
  return Array.from({ length: digests.length / digestBytes }, (_, index) =>
    bytes.toString('hex', index * digestBytes, (index + 1) * digestBytes),
  );
}

function unpackEnvelopes(packed: PackedEnvelopes | undefined, digests: readonly string[]): readonly PlannedSend[] {
  if (packed === undefined) throw new Error('the envelopes of a block were not asked for');
  const { keys, generations, rows, arms, when, until, ends, evidence, identities, person } = packed;
  const text = Buffer.from(packed.text.buffer, packed.text.byteOffset, packed.text.length);
  return keys.map((key, index) => {
    const arm = arms[index] ?? noArm;
    const [dueIn, from] = [when[index], until[index]];
    return {
      key,
      digest: digests[index] ?? '',
      generation: generations[index] ?? 0,
      row: rows[index] ?? 0,
      ...(arm === noArm ? {} : { arm }),
      ...(dueIn && { when: dueIn }),
      ...(from !== undefined && { until: from }),
      payload: text.toString('utf8', ends[index - 1] ?? 0, ends[index]),
      evidence: evidence[index] ?? null,
      identities: identities[index] ?? [],
      person: person[index] ?? [],
    };
  });
}
