// Parses a duration as people write it: a number and a unit, such as 50m.

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Returns milliseconds; undefined if the text is not a duration. */
export function parseDuration(written: string): number | undefined {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(written) ?? [];
  const factor = milliseconds[unit ?? ''];
  return factor === undefined ? undefined : Number(count) * factor;
}
