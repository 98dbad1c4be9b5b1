// Formats findings as the JSON document of schema/diagnostics.schema.json.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import type { DiagnosticsDocument } from '../../generated/diagnostics.ts';
import { safeJson } from '../safe.ts';

export function formatDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const document: DiagnosticsDocument = { format_version: '1.0', diagnostics: diagnostics.map(publishDiagnostic) };
  return safeJson(document);
}
