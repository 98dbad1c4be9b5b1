// What `approve: content` approves, in 32 bytes: a digest over the parts of a campaign that are not its people.
import { hash } from 'node:crypto';
import type { ContentPart, ContentPlan } from '../generated/plan.ts';

/** The version of how digests are made. It is part of every digest, so that a change of it reads as other content. */
const formatVersion = 1;

export type ContentDigest = Pick<ContentPlan, 'sha256' | 'parts'>;

/** One part, of a text or of plain values. */
export function digestPart(name: string, value: unknown): ContentPart {
  return { name, sha256: hash('sha256', writeCanonical(value), 'hex') };
}

/** In whatever order they come. No two have the same name. */
export function digestContent(parts: readonly ContentPart[]): ContentDigest {
  const sorted = parts.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { sha256: hash('sha256', writeCanonical({ version: formatVersion, parts: sorted }), 'hex'), parts: sorted };
}

/** Names of the parts that are not the same in both, sorted. */
export function compareContent(former: readonly ContentPart[], now: readonly ContentPart[]): readonly string[] {
  const [before, after] = [former, now].map((parts) => new Map(parts.map(({ name, sha256 }) => [name, sha256])));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .filter((name) => before?.get(name) !== after?.get(name))
    .toSorted();
}

/** JSON without blanks, its keys sorted: neither comments nor the order of keys nor the way it is quoted count. */
function writeCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeCanonical(item)}`).join(',')}}`;
}
