// Generated from schema/ by `npm run generate`, do not edit.

/**
 * What `pushplan validate --json` prints, and every command that ends without a result of its own.
 */
export interface DiagnosticsDocument {
  /**
   * The version of this format. A higher second number adds keys, a higher first number changes their meaning.
   */
  format_version: '1.0';
  /**
   * The findings, in the order of files and lines.
   */
  diagnostics: Diagnostic[];
}
/**
 * One finding: what is wrong or worth knowing, where, and what to do about it.
 */
export interface Diagnostic {
  /**
   * error: nothing is sent until it is put right. warning: worth a look, changes no exit code.
   */
  severity: 'error' | 'warning';
  /**
   * The rule's stable code; .github/RULES.md has a section on each.
   */
  code: string;
  /**
   * What is wrong. Rows are named by their number; it holds no personal data and no secret.
   */
  message: string;
  /**
   * The file, relative to the workspace with forward slashes; null when it is about no file.
   */
  file: string | null;
  /**
   * The line, from 1; null when it is about the file as a whole.
   */
  line: number | null;
  /**
   * The column in the line, from 1; null when it is about the file as a whole.
   */
  column: number | null;
  /**
   * What to do about it; null where the message says it all.
   */
  help: string | null;
}
