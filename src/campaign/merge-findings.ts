// All findings of one file -> one list in reading order, each thing said once.
import { comparePlaces, type Diagnostic } from '../diagnostic.ts';

/** What a schema can only call a misfit, a rule may call by its name. */
const vague: ReadonlySet<string> = new Set(['PP101', 'PP102']);

export function mergeFindings(...lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const all = lists.flat();
  // Lines with a secret are not spoken of further: another finding might repeat it.
  const secretLines = new Set(all.filter(({ code }) => code === 'PP108').map(({ line }) => line));
  const named = new Set(all.filter(({ code, severity }) => severity === 'error' && !vague.has(code)).map(placeOf));
  const seen = new Set<string>();
  return all
    .filter((finding) => finding.code === 'PP108' || !secretLines.has(finding.line))
    .filter((finding) => !vague.has(finding.code) || !named.has(placeOf(finding)))
    .filter((finding) => {
      // A type that the schema minds has been found as a surprise of YAML already.
      const identity = `${placeOf(finding)} ${finding.code} ${finding.code === 'PP107' ? '' : finding.message}`;
      return !seen.has(identity) && seen.add(identity);
    })
    .toSorted(byPlace);
}

function placeOf({ line, column }: Diagnostic): string {
  return `${line}:${column}`;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return comparePlaces(a, b) || (a.code < b.code ? -1 : 1);
}
