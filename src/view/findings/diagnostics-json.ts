// Formats findings as the JSON document of schema/diagnostics.schema.json.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import type { DiagnosticsDocument } from '../../generated/diagnostics.ts';
import { safeJson, safeJsonLine } from '../safe.ts';

export function formatDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return safeJson(documentOf(diagnostics));
}

/** For a command that prints a document per line. */
export function formatDiagnosticsLine(diagnostics: readonly Diagnostic[]): string {
  return safeJsonLine(documentOf(diagnostics));
}

function documentOf(diagnostics: readonly Diagnostic[]): DiagnosticsDocument {
  return { format_version: '1.0', diagnostics: diagnostics.map(publishDiagnostic) };
}
