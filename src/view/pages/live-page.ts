// A page that is served while its reader works on the campaigns. It requests the next version from its own server, and nothing else.
import { createHash } from 'node:crypto';
import { markup } from '../markup.ts';
import { formatHtmlPage } from './html-page.ts';

const policyStart = "default-src 'none'; ";

/** Adds a script of one line to the page, which its Content-Security-Policy allows by its hash. */
export function makeLive(page: string, version: number): string {
  const script = `new EventSource('/changes?after=${version}').onmessage = () => location.reload();`;
  const hash = createHash('sha256').update(script).digest('base64');
  return page
    .replace(policyStart, () => `${policyStart}script-src 'sha256-${hash}'; connect-src 'self'; `)
    .replace('</head>', () => `<script>${script}</script>\n</head>`);
}

/** The page for a reader who is there before the first page is ready. */
export function formatWaitingHtml(): string {
  const body = markup`<main>\n<h1>One moment</h1>\n<p>The campaigns and their audiences are being read.</p>\n</main>\n`;
  return formatHtmlPage({ title: 'One moment', body });
}
