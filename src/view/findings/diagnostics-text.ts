// Formats findings as text: what is wrong, where, the line concerned and what to do, followed by their number.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Diagnostic as PublishedDiagnostic } from '../../generated/diagnostics.ts';
import { wrapBehind } from '../fit-text.ts';
import { countOf } from '../../numbers.ts';
import { safeTerminal } from '../safe.ts';
import { linkToRule } from './link-to-rule.ts';
import { excerptSource } from './source-excerpt.ts';
import type { Layout } from '../style.ts';

/** A finding inside the program, or one of a published document, in which null means absent. */
export type Finding = Diagnostic | PublishedDiagnostic;

/** The text of the files that findings name in `file`. Only files that people wrote: a row of an audience is never shown. */
export type Sources = ReadonlyMap<string, string>;

/** Formats all findings and a last line that counts them. Empty if there are none. */
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

/** Counts findings as in "2 errors, 1 warning". */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${countOf(errors, 'error')}, ${countOf(findings.length - errors, 'warning')}`;
}

/** The first line of a finding, wrapped: `error PP110 campaigns/x.campaign.yaml:12:9 unknown column "prise"`. */
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

/** Formats `file:line:column`, as far as it is known. Editors and terminals make a link of it. */
function formatPlace({ file, line, column }: Finding, folder: string): string {
  const known = file ?? '';
  if (known === '') return '';
  return [safeTerminal(folder + known), line ?? [], column ?? []].flat().join(':');
}

/** The message about a whole file may begin with the file's name, which is already printed before it. */
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
