// Findings as text for people: what, where, the offending line, what to do; and how many.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Diagnostic as PublishedDiagnostic } from '../../generated/diagnostics.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import { linkToRule } from './link-to-rule.ts';
import { excerptSource } from './source-excerpt.ts';
import type { Layout } from '../style.ts';

/** A finding as the house knows it, or as it stands in a document, where null means absent. */
export type Finding = Diagnostic | PublishedDiagnostic;

/** Text of the files that findings are about, by their `file`. Only files that people wrote: a row of an audience is never shown. */
export type Sources = ReadonlyMap<string, string>;

/** All findings and a closing line that counts them; empty when there are none. */
export function formatDiagnosticsText(
  findings: readonly Finding[],
  layout: Layout,
  sources: Sources = new Map(),
): string {
  if (findings.length === 0) return '';
  const secrets = new Set(findings.filter((finding) => finding.code === 'PP108').map(lineOf));
  const blocks = findings.map((finding) => [
    ...formatFinding(finding, layout),
    ...(secrets.has(lineOf(finding)) ? [] : excerpt(finding, layout, sources)),
    ...formatHelp(finding, layout),
  ]);
  return [...blocks.flatMap((lines) => [...lines, '']), countFindings(findings), ''].join('\n');
}

/** "2 errors, 1 warning". */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${countOf(errors, 'error')}, ${countOf(findings.length - errors, 'warning')}`;
}

/** The finding's first line, wrapped: `error PP110 campaigns/x.campaign.yaml:12:9 unknown column "prise"`. */
export function formatFinding(finding: Finding, { style, columns, folder = '' }: Layout): string[] {
  const paint = finding.severity === 'error' ? style.red : style.yellow;
  const code = safeTerminal(finding.code);
  const head = `${finding.severity} ${code}`;
  const text = `${formatPlace(finding, folder)} ${safeTerminal(messageBehindPlace(finding))}`.trimStart();
  const [first = '', ...rest] = wrapBehind('  ', `${head} ${text}`.trimEnd(), columns);
  const linked = `${finding.severity} ${style.link(code, linkToRule(code))}`;
  return [style.bold(paint(linked)) + first.slice(2 + head.length), ...rest];
}

export function formatHelp(finding: Finding, { columns }: Layout): string[] {
  if (!finding.help) return [];
  const [first = '', ...rest] = finding.help.split('\n').map(safeTerminal);
  const lines = [
    ...wrapBehind('  help: ', first, columns),
    ...rest.flatMap((line) => wrapBehind(' '.repeat('  help: '.length), line, columns)),
  ];
  return lines;
}

/** `file:line:column`, as much of it as is known, which editors and terminals make a link of. */
function formatPlace({ file, line, column }: Finding, folder: string): string {
  const known = file ?? '';
  if (known === '') return '';
  return [safeTerminal(folder + known), line ?? [], column ?? []].flat().join(':');
}

/** One about a file as a whole may begin with its name, which stands before it already. */
function messageBehindPlace({ file, line, message }: Finding): string {
  const name = `${file ?? ''} `;
  return typeof line !== 'number' && name !== ' ' && message.startsWith(name) ? message.slice(name.length) : message;
}

function excerpt({ file, line, column }: Finding, layout: Layout, sources: Sources): string[] {
  const source = sources.get(file ?? '');
  if (source === undefined || typeof line !== 'number') return [];
  return excerptSource(source, line, column ?? 1, layout);
}

function lineOf({ file, line }: Finding): string {
  return `${file ?? ''}:${line ?? ''}`;
}
