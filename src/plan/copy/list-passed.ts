// The tests of copy that hold, from what was found: for reports that name each.
import type { Campaign } from '../../campaign/campaign.ts';
import { openPlaces } from '../../campaign/yaml/places.ts';
import type { Diagnostic, RuleCode } from '../../diagnostic.ts';

/** What is found of single tests. */
const ofTests: ReadonlySet<RuleCode> = new Set(['PP195', 'PP196', 'PP197']);
/** Data that is on another machine: nothing could be rendered. */
const noData = 'PP264';

/** None of a campaign that could not be rendered. */
export function listPassed(
  campaigns: readonly Campaign[],
  diagnostics: readonly Diagnostic[],
): readonly { readonly file: string; readonly name: string }[] {
  return campaigns.flatMap(({ file, copyTests = [], places }) => {
    const found = diagnostics.filter((finding) => finding.file === file);
    const isRendered = found.every(
      ({ severity, code }) => code !== noData && (severity === 'warning' || ofTests.has(code)),
    );
    if (!isRendered) return [];
    const { locate } = openPlaces(places);
    const failed = found.filter(({ code }) => ofTests.has(code));
    const isBefore = (index: number, { line = 0, column = 0 }: Diagnostic): boolean => {
      const start = locate(['tests', index]);
      return start.line < line || (start.line === line && start.column <= column);
    };
    return copyTests.flatMap(({ name }, index) => {
      const isFailed = failed.some(
        (finding) => isBefore(index, finding) && (index + 1 === copyTests.length || !isBefore(index + 1, finding)),
      );
      return isFailed ? [] : [{ file, name }];
    });
  });
}
