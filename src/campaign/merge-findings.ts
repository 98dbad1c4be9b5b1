// All findings of one file -> one list in reading order, each thing said once.
import { comparePlaces, type Diagnostic } from '../diagnostic.ts';

/** What a schema can only call a misfit, a rule may call by its name. */
const vague: ReadonlySet<string> = new Set(['PP101', 'PP102']);

export function mergeFindings(...lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const all = lists.flat();
  // Lines with a secret are not spoken of further: another finding might repeat it.
  const secretLines = new Set(all.filter(({ code }) => code === 'PP108').map(({ line }) => line));
  const seen = new Set<string>();
  return dropVague(all)
    .filter((finding) => finding.code === 'PP108' || !secretLines.has(finding.line))
    .filter((finding) => {
      // A type that the schema minds has been found as a surprise of YAML already.
      const identity = `${placeOf(finding)} ${finding.code} ${finding.code === 'PP107' ? '' : finding.message}`;
      return !seen.has(identity) && seen.add(identity);
    })
    .toSorted(byPlace);
}

/** Leaves out other findings at the place of a misspelt key. */
export function besideSlips(slips: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = new Set(slips.map(placeOf));
  return [...slips, ...others.filter((finding) => !places.has(placeOf(finding)))];
}

/** Without what a schema says of a value that a rule has found wrong by its name. */
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
