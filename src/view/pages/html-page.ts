// The frame of every page that is written: one file that loads nothing, runs nothing, and says so to the browser.
import { createHash } from 'node:crypto';
import { joinMarkup, markup, Markup } from '../markup.ts';
import { pageStyle } from './page-style.ts';

export interface HtmlPage {
  readonly title: string;
  readonly body: Markup;
  /** Rules of its own, behind those that all pages have. */
  readonly style?: string;
}

/** The browser takes the style by its hash, and nothing else from anywhere: no script, no picture, no form. Every element is closed, as in XML. */
export function formatHtmlPage({ title, body, style = '' }: HtmlPage): string {
  const rules = pageStyle + style;
  const hash = createHash('sha256').update(rules).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const head = joinMarkup([
    markup`<meta charset="utf-8"/>\n`,
    new Markup(`<meta http-equiv="Content-Security-Policy" content="${policy}"/>\n`),
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
