// What a platform makes of Markdown: a CommonMark and GFM parser, and then what GitHub and GitLab look for in the text of the page.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export interface ReadPage {
  /** All tags of the page in their order, as they are written. */
  readonly tags: readonly string[];
  /** Text outside of code, a piece for each element, as a reader sees it. */
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

/** What the platforms look for in a page's text; the names and forms are of their manuals. */
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

/** What of the page's text the platform would act on. */
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
