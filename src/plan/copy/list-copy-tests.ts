// Lists the copy tests with their findings, for reports that name all tests, whether they pass or fail.
import type { Campaign } from '../../campaign/campaign.ts';
import { openPlaces } from '../../campaign/yaml/places.ts';
import type { Diagnostic, RuleCode } from '../../diagnostic.ts';

/** The codes of findings about single tests. */
const ofTests: ReadonlySet<RuleCode> = new Set(['PP195', 'PP196', 'PP197']);
/** The data is on another machine, so that nothing could be rendered. */
const noData = 'PP264';

export interface JudgedTest {
  readonly file: string;
  readonly name: string;
  /** Empty if the test passes. */
  readonly findings: readonly Diagnostic[];
}

/** Leaves out campaigns that could not be rendered. */
export function listCopyTests(
  campaigns: readonly Campaign[],
  diagnostics: readonly Diagnostic[],
): readonly JudgedTest[] {
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
    return copyTests.map(({ name }, index) => {
      const findings = failed.filter(
        (finding) => isBefore(index, finding) && (index + 1 === copyTests.length || !isBefore(index + 1, finding)),
      );
      return { file, name, findings };
    });
  });
}
