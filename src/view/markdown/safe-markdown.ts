// Makes text from data harmless in the Markdown of GitHub and GitLab: no markup, link, mention, reference or command.
import { safeTerminal, showInvisible } from '../safe.ts';

// The platforms look for names, issues, links and emoji in the page that results from the Markdown, which contains no backslashes any more. A
// zero-width space after the first sign of a reference stops all of them.
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
  // GitLab's references !1 ~label %milestone &epic ^alert, its marks {+ added +} and {- removed -}, and markers such as <!--.
  [/(?:[!~%^]|&)(?=[\p{L}\p{N}_"\-])|\{(?=[+\-])/gv, `$&${gap}`],
  // Formulas.
  [/\$/gv, `${gap}$$${gap}`],
];

const markup = /[\\`*_\[\]<\|~$]/gv;

/** Makes text safe for a paragraph, a list, a cell of a table or a heading: one line that reads like the text. */
export function safeMarkdown(text: string): string {
  const plain = breakReferences(showEnds(showInvisible(text)));
  return plain
    .replace(markup, String.raw`\$&`)
    .replace(/^[#+=>\-]/v, String.raw`\$&`)
    .replace(/^(?<number>\d+)(?<sign>[.\)])(?=\s|$)/v, String.raw`$<number>\$<sign>`);
}

export function safeBold(text: string): string {
  return `**${safeMarkdown(text) || '(empty)'}**`;
}

/** A span of code for names, places and web addresses. A bar is shown as │, since it would end the cell of a table. */
export function safeCode(text: string): string {
  const shown = breakMarker(showEnds(safeTerminal(text))).replaceAll('|', '│');
  const fence = fenceAround(shown, 1);
  const edge = /^`|`$/v.test(shown) ? ' ' : '';
  return shown === '' ? '`(empty)`' : fence + edge + shown + edge + fence;
}

/** Code between HTML tags, where Markdown is not read, as in a summary. */
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

/** pushplan finds its own comments by their marker, so a text must not contain one. */
function breakMarker(text: string): string {
  return text.replaceAll('<!--', `<!${gap}--`);
}

/** Spaces at an end would be lost, or break the markup around them. */
function showEnds(text: string): string {
  const inner = text.trim();
  if (inner.length === text.length) return text;
  const start = text.length - text.trimStart().length;
  return '␣'.repeat(start) + inner + '␣'.repeat(text.length - start - inner.length);
}

/** Returns more backticks than occur in a row anywhere in the text. */
function fenceAround(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/gv) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}
