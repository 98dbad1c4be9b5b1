// Formats findings as workflow commands of GitHub Actions, which annotate the files of a pull request.
import { rules, type Diagnostic } from '../../diagnostic.ts';
import { countFindings } from './diagnostics-text.ts';
import { safeGithubData, safeGithubProperty } from '../safe.ts';

/** `folder` leads from the repository's root to the workspace ("marketing/push", or empty if they are the same): GitHub wants paths from the root. */
export function formatDiagnosticsGithub(diagnostics: readonly Diagnostic[], folder: string): string {
  const lines = diagnostics.map((diagnostic) => annotate(diagnostic, folder));
  return [...lines, countFindings(diagnostics), ''].join('\n');
}

function annotate({ severity, code, message, file, line, column, help }: Diagnostic, folder: string): string {
  const properties = Object.entries({
    file: file === undefined || folder === '' ? file : `${folder}/${file}`,
    line,
    col: column,
    title: `${code} ${rules[code]}`,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${safeGithubProperty(String(value))}`]));
  const data = help === undefined ? message : `${message}\nhelp: ${help}`;
  return `::${severity} ${properties.join(',')}::${safeGithubData(data)}`;
}
