// Formats findings as JUnit XML, which GitLab, Jenkins and others show: one suite per file, one case per test of copy and per other finding.
import { rules, type Diagnostic } from '../../diagnostic.ts';
import type { JudgedTest } from '../../plan/copy/list-copy-tests.ts';
import { safeXml } from '../safe.ts';

/** The name of the suite for findings that concern no file. */
const noFile = 'workspace';

export interface JunitFrame {
  /** The path from the repository's root to the workspace, empty if they are the same. */
  readonly folder: string;
  /** The files that were checked. A file without findings is a case that passed. */
  readonly files: readonly string[];
  /** The tests of copy. Their findings are among all findings too. */
  readonly copyTests?: readonly JudgedTest[];
}

interface Case {
  readonly title: string;
  /** Empty for a case that passed. */
  readonly findings: readonly Diagnostic[];
}

/** An error is a failed case. A warning changes no exit code, so it is a skipped case, the only other kind whose text GitLab shows. */
export function formatDiagnosticsJunit(
  diagnostics: readonly Diagnostic[],
  { folder, files, copyTests = [] }: JunitFrame,
): string {
  const named = new Set([...files, ...diagnostics.map(({ file }) => file ?? noFile)]);
  const ofTests = new Set(copyTests.flatMap(({ findings }) => findings));
  const others = diagnostics.filter((finding) => !ofTests.has(finding));
  const suites = [...named].toSorted().map((file) => {
    // A test keeps its name whether it passes or fails, since services recognise it by the name.
    const cases = [
      ...copyTests
        .filter((test) => test.file === file)
        .map(({ name, findings }) => ({ title: `test ${name}`, findings })),
      ...others.filter((one) => (one.file ?? noFile) === file).map((one) => ({ title: titleOf(one), findings: [one] })),
    ];
    return { file, cases: cases.length === 0 ? [{ title: 'no findings', findings: [] }] : cases };
  });
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pushplan validate" ${countCases(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ file, cases }) => formatSuite(file, cases, folder)),
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

function formatSuite(file: string, cases: readonly Case[], folder: string): string[] {
  const name = safeXml(folder === '' || file === noFile ? file : `${folder}/${file}`);
  return [
    `  <testsuite name="${name}" ${countCases(cases)}>`,
    ...cases.flatMap((one) => formatCase(name, one)),
    '  </testsuite>',
  ];
}

function formatCase(name: string, { title, findings }: Case): string[] {
  const head = `    <testcase classname="${name}" name="${safeXml(title)}" file="${name}"`;
  if (findings.length === 0) return [`${head}/>`];
  return [`${head}>`, ...findings.map((finding) => formatFinding(name, finding)), '    </testcase>'];
}

function formatFinding(name: string, finding: Diagnostic): string {
  const { severity, code, message, help } = finding;
  const place = placeOf(finding);
  const text = [name + (place === '' ? '' : `:${place}`), safeXml(message), ...(help ?? '').split('\n').map(safeXml)];
  const body = text.filter((part) => part !== '').join('\n');
  const element = severity === 'error' ? 'failure' : 'skipped';
  const type = severity === 'error' ? ` type="${code}"` : '';
  return `      <${element}${type} message="${safeXml(message)}">${body}</${element}>`;
}

function titleOf(finding: Diagnostic): string {
  const place = placeOf(finding);
  return `${place === '' ? '' : `${place} `}${finding.code} ${rules[finding.code]}`;
}

function placeOf({ line, column }: Diagnostic): string {
  return [line ?? [], column ?? []].flat().join(':');
}

function countCases(cases: readonly Case[]): string {
  const having = (severity: Diagnostic['severity']): number =>
    cases.filter(({ findings }) => findings[0]?.severity === severity).length;
  return `tests="${cases.length}" failures="${having('error')}" errors="0" skipped="${having('warning')}"`;
}
