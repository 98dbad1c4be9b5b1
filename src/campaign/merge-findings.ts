// Merges all findings of one file into one list in reading order, and reports each problem once.
import { comparePlaces, type Diagnostic } from '../diagnostic.ts';

/** Codes of the schema. If a rule finds the same problem, its finding is more precise. */
const vague: ReadonlySet<string> = new Set(['PP101', 'PP102']);

export function mergeFindings(...lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const all = lists.flat();
  // A line with a secret gets no further findings, since one of them might repeat the secret.
  const secretLines = new Set(all.filter(({ code }) => code === 'PP108').map(({ line }) => line));
  const seen = new Set<string>();
  return dropVague(all)
    .filter((finding) => finding.code === 'PP108' || !secretLines.has(finding.line))
    .filter((finding) => {
      // The schema reports a wrong type too, which was already found as a surprise of YAML.
      const identity = `${placeOf(finding)} ${finding.code} ${finding.code === 'PP107' ? '' : finding.message}`;
      return !seen.has(identity) && seen.add(identity);
    })
    .toSorted(byPlace);
}

/** Returns all findings, without others at the place of a misspelt key. */
export function besideSlips(slips: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = new Set(slips.map(placeOf));
  return [...slips, ...others.filter((finding) => !places.has(placeOf(finding)))];
}

/** Leaves out a finding of the schema if a rule has found a problem with the same value. */
export function dropVague(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const named = findings.filter(({ code, severity }) => severity === 'error' && !vague.has(code));
  const places = new Set(named.map(placeOf));
  return findings.filter((finding) => !vague.has(finding.code) || !places.has(placeOf(finding)));
}

function placeOf({ file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column}`;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return comparePlaces(a, b) || (a.code < b.code ? -1 : 1);
}
