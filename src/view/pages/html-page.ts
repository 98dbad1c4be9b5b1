// The frame of every page that pushplan writes: one file that loads nothing and runs no script, and declares this to the browser.
import { createHash } from 'node:crypto';
import { joinMarkup, markup, Markup } from '../markup.ts';
import { pageMark } from './page-mark.ts';
import { pageStyle } from './page-style.ts';

export interface HtmlPage {
  readonly title: string;
  readonly body: Markup;
  /** Rules for this page, which follow those of all pages. */
  readonly style?: string;
}

/** The policy allows the style, by its hash, and nothing else: no script, no picture, no form. Every element is closed, as in XML. */
export function formatHtmlPage({ title, body, style = '' }: HtmlPage): string {
  const rules = pageStyle + style;
  const hash = createHash('sha256').update(rules).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const head = joinMarkup([
    markup`<meta charset="utf-8"/>\n`,
    new Markup(`<meta http-equiv="Content-Security-Policy" content="${policy}"/>\n`),
    new Markup(`${pageMark}\n`),
    markup`<meta name="viewport" content="width=device-width, initial-scale=1"/>\n`,
    markup`<meta name="referrer" content="no-referrer"/>\n<title>${title}</title>\n`,
    new Markup(`<style>${rules}</style>\n`),
  ]);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
${head}</head>
<body>
${body}</body>
</html>
`.text;
}
