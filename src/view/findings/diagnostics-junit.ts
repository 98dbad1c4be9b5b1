// Findings as JUnit XML, which GitLab, Jenkins and most others show: a suite per file, a case per finding.
import { rules, type Diagnostic } from '../../diagnostic.ts';
import { safeXml } from '../safe.ts';

/** The suite of findings that are about no file. */
const noFile = 'workspace';

export interface JunitFrame {
  /** From the repository's root to the workspace, empty when they are the same. */
  readonly folder: string;
  /** What was looked at: a file without findings is a case that passed. */
  readonly files: readonly string[];
  /** The tests of copy that hold. */
  readonly passed?: readonly PassedTest[];
}

interface PassedTest {
  readonly file: string;
  readonly name: string;
}

/** An error is a failed case. A warning changes no exit code and so fails nothing: it is a skipped one, the only other kind whose text GitLab shows. */
export function formatDiagnosticsJunit(
  diagnostics: readonly Diagnostic[],
  { folder, files, passed = [] }: JunitFrame,
): string {
  const named = new Set([...files, ...diagnostics.map(({ file }) => file ?? noFile)]);
  const suites = [...named].toSorted().map((file) => ({
    file,
    findings: diagnostics.filter((diagnostic) => (diagnostic.file ?? noFile) === file),
    passed: passed.filter((test) => test.file === file),
  }));
  const cases = suites.reduce((sum, suite) => sum + casesOf(suite), 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pushplan validate" ${countCases(diagnostics, cases)}>`,
    ...suites.flatMap((suite) => formatSuite(suite, folder)),
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

interface Suite {
  readonly file: string;
  readonly findings: readonly Diagnostic[];
  readonly passed: readonly PassedTest[];
}

function casesOf({ findings, passed }: Suite): number {
  return Math.max(1, findings.length + passed.length);
}

function formatSuite(suite: Suite, folder: string): string[] {
  const { file, findings, passed } = suite;
  const name = safeXml(folder === '' || file === noFile ? file : `${folder}/${file}`);
  const held = findings.length + passed.length === 0 ? ['no findings'] : passed.map((test) => `test ${test.name}`);
  return [
    `  <testsuite name="${name}" ${countCases(findings, casesOf(suite))}>`,
    ...held.map((title) => `    <testcase classname="${name}" name="${safeXml(title)}" file="${name}"/>`),
    ...findings.flatMap((finding) => formatCase(name, finding)),
    '  </testsuite>',
  ];
}

function formatCase(name: string, { severity, code, message, line, column, help }: Diagnostic): string[] {
  const place = [line ?? [], column ?? []].flat().join(':');
  const title = safeXml(`${place === '' ? '' : `${place} `}${code} ${rules[code]}`);
  const text = [name + (place === '' ? '' : `:${place}`), safeXml(message), ...(help ?? '').split('\n').map(safeXml)];
  const body = text.filter((part) => part !== '').join('\n');
  const element = severity === 'error' ? 'failure' : 'skipped';
  const type = severity === 'error' ? ` type="${code}"` : '';
  return [
    `    <testcase classname="${name}" name="${title}" file="${name}">`,
    `      <${element}${type} message="${safeXml(message)}">${body}</${element}>`,
    '    </testcase>',
  ];
}

function countCases(findings: readonly Diagnostic[], tests: number): string {
  const failures = findings.filter(({ severity }) => severity === 'error').length;
  return `tests="${tests}" failures="${failures}" errors="0" skipped="${findings.length - failures}"`;
}
