// Renders Markdown as a platform does: with a CommonMark and GFM parser, and then with what GitHub and GitLab search the text of the page for.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export interface ReadPage {
  /** All tags of the page in their order, as written. */
  readonly tags: readonly string[];
  /** The text outside of code as a reader sees it, one string per element. */
  readonly texts: readonly string[];
}

const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };

export function readMarkdown(markdown: string): ReadPage {
  const html = micromark(markdown, options);
  const tags: string[] = [];
  const texts: string[] = [];
  let code = 0;
  for (const piece of html.split(/(<[^<>]*>)/v)) {
    if (!piece.startsWith('<')) {
      if (code === 0 && piece.trim() !== '') texts.push(decodeEntities(piece));
      continue;
    }
    tags.push(piece);
    if (/^<(?:code|pre)\b/v.test(piece)) code++;
    if (/^<\/(?:code|pre)>/v.test(piece)) code--;
  }
  return { tags, texts };
}

/** What the platforms search a page's text for. The names and forms are from their manuals. */
const triggers: Readonly<Record<string, RegExp>> = {
  mention: /@[\w\/]/v,
  'e-mail': /[\w.+\-]@[\w.\-]/v,
  issue: /#\d/v,
  ticket: /[a-z]-\d|ghsa-\w/iv,
  commit: /(?<!\w)[\da-f]{7,40}(?!\w)/iv,
  link: /:\/\/|www\.|(?:mailto|xmpp|javascript):[\w\/<]/iv,
  emoji: /:[\w+\-]+:/v,
  formula: /\$(?!\u200B)|(?<!\u200B)\$/v,
  'GitLab reference': /(?<!\[)(?:[!~%^]|&)[\w"]/v,
  'GitLab diff': /\{[+\-]/v,
};

/** Returns the parts of the page's text that a platform would act on. */
export function findTriggers({ texts }: ReadPage): string[] {
  return texts.flatMap((text) =>
    Object.entries(triggers).flatMap(([name, pattern]) => (pattern.test(text) ? [`${name} in ${text}`] : [])),
  );
}

function decodeEntities(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(?<code>\d+);/gv, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}
