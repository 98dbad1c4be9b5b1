// Formats findings as text, as validate prints them.
import type { Diagnostic } from '../diagnostic.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { countOf } from '../numbers.ts';
import type { Context } from '../opening/context.ts';
import type { Findings } from './find-findings.ts';
import { layoutOf } from '../opening/layout.ts';

/** All findings, or if there are none the number of campaigns that were checked. */
export function printFindings(context: Context, findings: Findings): string {
  const { prepared, diagnostics } = findings;
  if (diagnostics.length > 0 || prepared === undefined) return printSome(context, findings, diagnostics);
  return `${countOf(prepared.campaigns.length, 'campaign')}, no findings\n`;
}

export function printSome(context: Context, { root, prepared }: Findings, some: readonly Diagnostic[]): string {
  // The offending line with a caret is for people at a terminal; a log has the place.
  const sources = context.stdout.isTerminal ? prepared?.sources : undefined;
  return formatDiagnosticsText(some, layoutOf(context, context.stdout, root), sources);
}
