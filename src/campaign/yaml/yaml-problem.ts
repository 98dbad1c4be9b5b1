// A problem in a YAML text, with its offset. It becomes a finding after the text is read.
import type { Diagnostic, RuleCode } from '../../diagnostic.ts';
import { positionAt, type SourceText } from './source-text.ts';

export interface YamlProblem {
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly code: RuleCode;
  readonly message: string;
  readonly help?: string;
  readonly severity?: 'warning';
}

export function toDiagnostic(source: SourceText, problem: YamlProblem): Diagnostic {
  const { severity = 'error', code, message, help } = problem;
  return { severity, code, message, ...positionAt(source, problem.offset), ...(help === undefined ? {} : { help }) };
}
