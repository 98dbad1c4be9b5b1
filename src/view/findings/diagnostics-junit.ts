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
}

/** An error is a failed case. A warning changes no exit code and so fails nothing: it is a skipped one, the only other kind whose text GitLab shows. */
export function formatDiagnosticsJunit(diagnostics: readonly Diagnostic[], { folder, files }: JunitFrame): string {
  const named = new Set([...files, ...diagnostics.map(({ file }) => file ?? noFile)]);
  const suites = [...named].toSorted().map((file) => ({
    file,
    findings: diagnostics.filter((diagnostic) => (diagnostic.file ?? noFile) === file),
  }));
  const cases = suites.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pushplan validate" ${countCases(diagnostics, cases)}>`,
    ...suites.flatMap(({ file, findings }) => formatSuite(file, findings, folder)),
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

function formatSuite(file: string, findings: readonly Diagnostic[], folder: string): string[] {
  const name = safeXml(folder === '' || file === noFile ? file : `${folder}/${file}`);
  return [
    `  <testsuite name="${name}" ${countCases(findings, Math.max(1, findings.length))}>`,
    ...(findings.length === 0
      ? [`    <testcase classname="${name}" name="no findings" file="${name}"/>`]
      : findings.flatMap((finding) => formatCase(name, finding))),
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
