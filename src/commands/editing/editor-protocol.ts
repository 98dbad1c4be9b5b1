// Converts places, findings and proposals to the types of the language server protocol.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InlayHintKind,
  MarkupKind,
  type CompletionItem,
  type Diagnostic as EditorDiagnostic,
  type InlayHint,
  type Location,
  type Position as EditorPosition,
  type Range,
} from 'vscode-languageserver-protocol/node';
import { openSource, positionAt, type SourceText } from '../../campaign/yaml/source-text.ts';
import type { Diagnostic, Position } from '../../diagnostic.ts';
import type { EditorProposal } from '../../editor/complete.ts';
import type { SampleHint } from '../../editor/sample-hints.ts';
import { showInvisible } from '../../view/safe.ts';
import { shortenText } from '../../view/shorten-text.ts';
import { linkToRule } from '../../view/findings/link-to-rule.ts';

/** The protocol counts lines and characters from 0. Both sides count characters in UTF-16 units. */
function toEditorPosition({ line, column }: { readonly line: number; readonly column: number }): EditorPosition {
  return { line: line - 1, character: column - 1 };
}

/** A character past the end of its line means the end of the line. */
export function offsetOf({ starts, text }: SourceText, { line, character }: EditorPosition): number {
  const next = starts[line + 1];
  return Math.min((starts[line] ?? text.length) + character, next === undefined ? text.length : next - 1);
}

export function toRange(text: string, start: number, end: number): Range {
  const source = openSource('', text);
  return { start: toEditorPosition(positionAt(source, start)), end: toEditorPosition(positionAt(source, end)) };
}

export function toLocation(root: string, at: Position): Location {
  const position = toEditorPosition(at);
  return { uri: uriOf(root, at.file), range: { start: position, end: position } };
}

export function uriOf(root: string, file: string): string {
  return pathToFileURL(join(root, file)).href;
}

/** Undefined if it is not a file of this machine, such as a new text without a name. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning } as const;

/** `text` is that of the finding's file, if it is known: then the word at the place is marked. */
export function toEditorDiagnostic(finding: Diagnostic, text: string | undefined): EditorDiagnostic {
  const { line = 1, column = 1, code, message, help, severity } = finding;
  const start = toEditorPosition({ line, column });
  const word = /^[\p{L}\p{N}_.\-@$]*/v.exec(text?.split('\n')[start.line]?.slice(start.character) ?? '')?.[0] ?? '';
  return {
    range: { start, end: { ...start, character: start.character + Math.max(1, word.length) } },
    severity: severities[severity],
    code,
    codeDescription: { href: linkToRule(code) },
    source: 'pushplan',
    message: help === undefined ? message : `${message}\n${help}`,
  };
}

const proposalKinds = {
  column: CompletionItemKind.Field,
  field: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  helper: CompletionItemKind.Function,
  partial: CompletionItemKind.Module,
  message: CompletionItemKind.Text,
  file: CompletionItemKind.File,
  source: CompletionItemKind.Reference,
  campaign: CompletionItemKind.Reference,
} as const satisfies Record<EditorProposal['kind'], CompletionItemKind>;

/** Keeps the order of the proposals: names of the audience come before helpers. */
export function toCompletionItem(proposal: EditorProposal, index: number, text: string): CompletionItem {
  const { kind, text: label, detail, documentation, start, end } = proposal;
  return {
    label,
    kind: proposalKinds[kind],
    detail,
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    sortText: String(index).padStart(5, '0'),
    textEdit: { range: toRange(text, start, end), newText: label },
  };
}

const longestHint = 60;

export function toInlayHint({ at, text }: SampleHint): InlayHint {
  const oneLine = showInvisible(text.replaceAll(/\s+/gv, ' '));
  return {
    position: toEditorPosition(at),
    label: `→ ${shortenText(oneLine, longestHint)}`,
    tooltip: text,
    kind: InlayHintKind.Parameter,
    paddingLeft: true,
  };
}
