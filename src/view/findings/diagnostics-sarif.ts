// Formats findings as SARIF 2.1.0, which code scanning services read.
import { rules, type Diagnostic } from '../../diagnostic.ts';
import { linkToRule, repository } from './link-to-rule.ts';
import { safeJson } from '../safe.ts';

const codes = Object.keys(rules);

export interface SarifFrame {
  /** The version of pushplan. */
  readonly version: string;
  /** The path from the repository's root to the workspace, empty if they are the same. */
  readonly folder: string;
}

export function formatDiagnosticsSarif(diagnostics: readonly Diagnostic[], { version, folder }: SarifFrame): string {
  return safeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pushplan', version, informationUri: repository, rules: describeRules() } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => describeResult(diagnostic, folder)),
      },
    ],
  });
}

function describeRules(): unknown[] {
  return Object.entries(rules).map(([code, title]) => ({
    id: code,
    shortDescription: { text: title },
    helpUri: linkToRule(code),
  }));
}

function describeResult(diagnostic: Diagnostic, folder: string): unknown {
  const { severity, code, message, help } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: describeLocations(diagnostic, folder),
  };
}

function describeLocations({ file, line, column }: Diagnostic, folder: string): unknown[] {
  if (file === undefined) return [];
  const uri = [folder, file]
    .filter((part) => part !== '')
    .join('/')
    .toWellFormed()
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  return [{ physicalLocation: { artifactLocation: { uri }, ...region } }];
}
