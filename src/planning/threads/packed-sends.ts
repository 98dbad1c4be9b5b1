// Packs what a block sends for the transfer between threads: numbers in typed arrays and one buffer of text. A message with a thousand objects costs
// more than planning them.
import { planEnvelope, type PlannedEnvelope } from '../../delivery/envelope.ts';
import { vendor } from '../../opening/vendor.ts';
import type { PutOff, ToSend } from '../../plan/plan-block.ts';

const digestBytes = 32;
const none = 255;

/** A notification to be sent, with the envelope in which it is spooled. */
export type PlannedSend = Omit<ToSend, 'payload' | 'parts'> & PlannedEnvelope;

export interface SendBatch {
  /** The digests of what is sent, 32 bytes each. */
  readonly digests: PackedDigests;
  readonly put: PutOff;
  /** Call it only if the walk keeps envelopes. */
  envelopes(): readonly PlannedSend[];
  /** The envelopes of deferred notifications. */
  deferredEnvelopes(): readonly PlannedSend[];
}

type PackedDigests = Uint8Array<ArrayBuffer>;

export interface PackedSends {
  readonly digests: PackedDigests;
  readonly put: PutOff;
  readonly kept: PackedEnvelopes | undefined;
  readonly keptDeferred: PackedEnvelopes | undefined;
}

interface PackedEnvelopes {
  readonly keys: readonly string[];
  readonly generations: Uint32Array;
  readonly rows: Uint32Array;
  /** `none` if there is none. */
  readonly arms: Uint8Array;
  readonly steps: Uint8Array;
  /** Undefined if the campaign has no sending times. */
  readonly when: readonly (ToSend['when'] | undefined)[];
  readonly until: readonly (number | undefined)[];
  /** All payloads, and the end of each one. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array;
  readonly evidence: readonly (string | null)[];
  readonly identities: readonly (readonly string[])[];
  readonly person: readonly (readonly string[])[];
}

/** A batch that stays in this thread. */
export function batchOf(sends: readonly ToSend[], put: PutOff, deferred: readonly ToSend[] = []): SendBatch {
  return {
    digests: packDigests(sends.map(({ digest }) => digest)),
    put,
    envelopes: () => sends.map(envelopeOf),
    deferredEnvelopes: () => deferred.map(envelopeOf),
  };
}

function envelopeOf(send: ToSend): PlannedSend {
  const { key, digest, generation, row } = send;
  const { payload, evidence, identities, person } = envelopeAlone(send);
  const planned: SendUnderWay = { key, digest, generation, row, payload, evidence, identities, person };
  addTimes(planned, send.when, send.until);
  addNumbers(planned, send.arm, send.step);
  return planned;
}

function envelopeAlone({ payload, parts }: ToSend): PlannedEnvelope {
  return planEnvelope(payload, vendor, parts);
}

/** A batch without envelopes. */
export function sealedBatch(digests: readonly string[], put: PutOff): SendBatch {
  return { digests: packDigests(digests), put, envelopes: refuseEnvelopes, deferredEnvelopes: refuseEnvelopes };
}

function refuseEnvelopes(): never {
  throw new Error('the envelopes of a block were not asked for');
}

/** `sends` belong to the digests, and `deferred` are sent later. Each is given only if it is kept. */
export function packSends(
  { digests, put }: { readonly digests: readonly string[]; readonly put: PutOff },
  sends?: readonly ToSend[],
  deferred?: readonly ToSend[],
): PackedSends {
  return {
    digests: packDigests(digests),
    put,
    kept: sends && packEnvelopes(sends),
    keptDeferred: deferred && packEnvelopes(deferred),
  };
}

/** Each digest has 64 hex digits. */
function packDigests(digests: readonly string[]): PackedDigests {
  const bytes = Buffer.alloc(digests.length * digestBytes);
  let end = 0;
  for (const digest of digests) end += bytes.write(digest, end, 'hex');
  return bytes;
}

function packEnvelopes(sends: readonly ToSend[]): PackedEnvelopes {
  const envelopes = sends.map(envelopeAlone);
  const ends = new Uint32Array(sends.length);
  let length = 0;
  for (const [index, { payload }] of sends.entries()) ends[index] = length += payload.length;
  const bytes = Buffer.allocUnsafeSlow(length);
  for (const [index, { payload }] of sends.entries()) bytes.set(payload, ends[index - 1] ?? 0);
  return {
    keys: sends.map(({ key }) => key),
    generations: Uint32Array.from(sends, ({ generation }) => generation),
    arms: Uint8Array.from(sends, ({ arm = none }) => arm),
    steps: Uint8Array.from(sends, ({ step = none }) => step),
    rows: Uint32Array.from(sends, ({ row }) => row),
    when: sends.map(({ when }) => when),
    until: sends.map(({ until }) => until),
    bytes,
    ends,
    evidence: envelopes.map(({ evidence }) => evidence),
    identities: envelopes.map(({ identities }) => identities),
    person: envelopes.map(({ person }) => person),
  };
}

/** Their buffers that are large enough for a transfer to pay. */
export function transferOf({ digests, kept, keptDeferred }: PackedSends): readonly ArrayBuffer[] {
  const all = [kept, keptDeferred].filter((one) => one !== undefined);
  return [digests.buffer, ...all.map(({ bytes }) => bytes.buffer)];
}

export function unpackSends({ digests, put, kept, keptDeferred }: PackedSends): SendBatch {
  return {
    digests,
    put,
    envelopes: () => unpackEnvelopes(kept, unpackDigests(digests)),
    deferredEnvelopes: () => unpackEnvelopes(keptDeferred, put.deferred),
  };
}

function unpackDigests(digests: PackedDigests): readonly string[] {
  const bytes = Buffer.from(digests.buffer, digests.byteOffset, digests.length);
  return Array.from({ length: digests.length / digestBytes }, (_, index) =>
    bytes.toString('hex', index * digestBytes, (index + 1) * digestBytes),
  );
}

function unpackEnvelopes(packed: PackedEnvelopes | undefined, digests: readonly string[]): readonly PlannedSend[] {
  if (packed === undefined) return refuseEnvelopes();
  return packed.keys.map((key, index) => {
    const send: SendUnderWay = {
      key,
      digest: digests[index] ?? '',
      generation: packed.generations[index] ?? 0,
      row: packed.rows[index] ?? 0,
      payload: packed.bytes.subarray(packed.ends[index - 1] ?? 0, packed.ends[index]),
      evidence: packed.evidence[index] ?? null,
      identities: packed.identities[index] ?? [],
      person: packed.person[index] ?? [],
    };
    addTimes(send, packed.when[index], packed.until[index]);
    addNumbers(send, packed.arms[index], packed.steps[index]);
    return send;
  });
}

type SendUnderWay = { -readonly [Name in keyof PlannedSend]: PlannedSend[Name] };

/** Few sends have any. Copying them from empty objects would cost as much as everything else. */
function addTimes(send: SendUnderWay, when: ToSend['when'], until: number | undefined): void {
  if (when !== undefined) send.when = when;
  if (until !== undefined) send.until = until;
}

function addNumbers(send: SendUnderWay, arm = none, step = none): void {
  if (arm !== none) send.arm = arm;
  if (step !== none) send.step = step;
}
