// Text from data made harmless in the Markdown of GitHub and GitLab: no markup, no link, no mention, no reference, no command.
import { safeTerminal, showInvisible } from '../safe.ts';

// The platforms look for names, issues, links and emoji in the page that came out of the Markdown, where no backslash is left. A
// space of no width behind the sign that they begin with is what all of them stop at.
const gap = '\u200B';

// Commits: seven hexadecimal digits or more.
const commit = /(?<!\w)[\da-f]{7,}/giv;

const references: readonly (readonly [sign: RegExp, broken: string])[] = [
  // People, teams, addresses, issues; a keycap emoji begins with #, too.
  [/[@#](?!\uFE0F)/gv, `$&${gap}`],
  // Tickets (GH-1, CVE-2026-1, those of other trackers), advisories.
  [/(?<=[a-z])-(?=\d)|(?<=ghsa)-/giv, `-${gap}`],
  // Links, :emoji:, ::commands::.
  [/:(?=\S)/gv, `:${gap}`],
  [/www(?=\.)/giv, `$&${gap}`],
  // What GitLab refers to: !1 ~label %milestone &epic ^alert; its {+ added +} and {- taken out -}; <!-- a marker.
  [/(?:[!~%^]|&)(?=[\p{L}\p{N}_"\-])|\{(?=[+\-])/gv, `$&${gap}`],
  // Formulas.
  [/\$/gv, `${gap}$$${gap}`],
];

const markup = /[\\`*_\[\]<\|~$]/gv;

/** For a paragraph, a list, a table's cell or a heading: as one line that reads as the text did. */
export function safeMarkdown(text: string): string {
  const plain = breakReferences(showEnds(showInvisible(text)));
  return plain
    .replace(markup, String.raw`\$&`)
    .replace(/^[#+=>\-]/v, String.raw`\$&`)
    .replace(/^(?<number>\d+)(?<sign>[.\)])(?=\s|$)/v, String.raw`$<number>\$<sign>`);
}

/** The same in bold. */
export function safeBold(text: string): string {
  return `**${safeMarkdown(text) || '(empty)'}**`;
}

/** The same as a span of code: for names, places, web addresses. A bar is shown as │, since a table would end its cell there. */
export function safeCode(text: string): string {
  const shown = breakMarker(showEnds(safeTerminal(text))).replaceAll('|', '│');
  const fence = fenceAround(shown, 1);
  const edge = /^`|`$/v.test(shown) ? ' ' : '';
  return shown === '' ? '`(empty)`' : fence + edge + shown + edge + fence;
}

/** The same between HTML tags, where Markdown is not read: in a summary. */
export function safeHtmlCode(text: string): string {
  const escaped = breakMarker(safeTerminal(text)).replace(/[&<>"']/gv, (sign) => `&#${sign.codePointAt(0)};`);
  return `<code>${escaped}</code>`;
}

export interface DiffLine {
  readonly sign: '-' | '+' | ' ';
  readonly text: string;
}

/** A fenced block that is coloured as a diff. Each text is one line. */
export function safeDiff(lines: readonly DiffLine[]): string {
  const shown = lines.map(({ sign, text }) => `${sign} ${breakMarker(showEnds(safeTerminal(text)))}`);
  const fence = fenceAround(shown.join('\n'), 3);
  return [`${fence}diff`, ...shown, fence].join('\n');
}

function breakReferences(text: string): string {
  const apart = text.replace(commit, (digits) => digits.replace(/.{6}(?=.)/gv, `$&${gap}`));
  return references.reduce((result, [sign, broken]) => result.replace(sign, broken), apart);
}

/** By its marker a comment of ours is found again: a text must not bear one. */
function breakMarker(text: string): string {
  return text.replaceAll('<!--', `<!${gap}--`);
}

/** Spaces at an end would be lost, or undo what stands around them. */
function showEnds(text: string): string {
  const inner = text.trim();
  if (inner.length === text.length) return text;
  const start = text.length - text.trimStart().length;
  return '␣'.repeat(start) + inner + '␣'.repeat(text.length - start - inner.length);
}

/** Backticks, more of them than stand together anywhere in the text. */
function fenceAround(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/gv) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}
