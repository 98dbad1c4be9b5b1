// The diagnostic: what is wrong or worth knowing, where, and what to do about it. Diagnostics are values that are collected, not thrown.
import type { Diagnostic as PublishedDiagnostic } from './generated/diagnostics.ts';
import { audienceTitles, listTitles, rowTitles } from './rule-titles/audience-titles.ts';
import { campaignTitles } from './rule-titles/campaign-titles.ts';
import { commandTitles, drillTitles, pullRequestTitles, testTitles } from './rule-titles/command-titles.ts';
import { copyTitles } from './rule-titles/copy-titles.ts';
import { deliveryTitles } from './rule-titles/delivery-titles.ts';
import { fetchTitles, forgetTitles } from './rule-titles/fetch-titles.ts';
import { guardTitles } from './rule-titles/guard-titles.ts';
import { ledgerTitles } from './rule-titles/ledger-titles.ts';
import { workspaceTitles } from './rule-titles/workspace-titles.ts';

/** Every rule that pushplan knows. Codes are stable: people's scripts depend on them. Each has a section in .github/RULES.md. */
export const rules = {
  ...campaignTitles,
  ...workspaceTitles,
  ...audienceTitles,
  ...rowTitles,
  ...listTitles,
  ...copyTitles,
  ...fetchTitles,
  ...forgetTitles,
  ...guardTitles,
  ...ledgerTitles,
  ...deliveryTitles,
  ...pullRequestTitles,
  ...testTitles,
  ...drillTitles,
  ...commandTitles,
} as const;

export type RuleCode = keyof typeof rules;

/** A place in a file that a person wrote. `file` is relative to the workspace with forward slashes; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: RuleCode;
  /** What is wrong, with the value. Never personal data or a secret. */
  readonly message: string;
  /** The place. Absent if the finding is about no file; line and column are absent if it is about the file as a whole. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What to do. */
  readonly help?: string;
}

export function errorAt(at: Position | undefined, code: RuleCode, message: string, help?: string): Diagnostic {
  return { severity: 'error', code, message, ...at, ...(help === undefined ? {} : { help }) };
}

export function warningAt(at: Position | undefined, code: RuleCode, message: string, help?: string): Diagnostic {
  return asWarning(errorAt(at, code, message, help));
}

/** Returns the same finding as a warning, for places where it does not block anything. */
export function asWarning(finding: Diagnostic): Diagnostic {
  return { ...finding, severity: 'warning' };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Compares for reading order: file by file, from top to bottom. Findings about no file come first. */
export function comparePlaces(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return (a.file ?? '') < (b.file ?? '') ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Returns a finding as documents contain it: always the same keys in the same order, null if a value is absent. */
export function publishDiagnostic({
  severity,
  code,
  message,
  file,
  line,
  column,
  help,
}: Diagnostic): PublishedDiagnostic {
  return {
    severity,
    code,
    message,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    help: help ?? null,
  };
}
