// The digest that `approve: content` approves, 32 bytes: a hash over all parts of a campaign except its people.
import { hash } from 'node:crypto';
import type { ContentPart, ContentPlan } from '../generated/plan.ts';

/** The version of this digest format. It is part of every digest, so that a new version counts as other content. */
const formatVersion = 1;

export type ContentDigest = Pick<ContentPlan, 'sha256' | 'parts'>;

/** Returns the digest of one part, which is a text or plain values. */
export function digestPart(name: string, value: unknown): ContentPart {
  return { name, sha256: hash('sha256', writeCanonical(value), 'hex') };
}

/** Returns the digest of all parts. Their order has no effect. Their names must be unique. */
export function digestContent(parts: readonly ContentPart[]): ContentDigest {
  const sorted = parts.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { sha256: hash('sha256', writeCanonical({ version: formatVersion, parts: sorted }), 'hex'), parts: sorted };
}

/** Returns the names of the parts that differ, sorted. */
export function compareContent(former: readonly ContentPart[], now: readonly ContentPart[]): readonly string[] {
  const [before, after] = [former, now].map((parts) => new Map(parts.map(({ name, sha256 }) => [name, sha256])));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .filter((name) => before?.get(name) !== after?.get(name))
    .toSorted();
}

/** Writes JSON without blanks and with sorted keys, so that comments, the order of keys and quoting styles have no effect. */
export function writeCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeCanonical(item)}`).join(',')}}`;
}
