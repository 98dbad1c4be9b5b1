// The page of the inbox: one text that loads nothing, and runs nothing but the script in it.
import { hash } from 'node:crypto';
import { inboxScript } from './inbox-script.ts';
import { inboxStyle } from './inbox-style.ts';

export const inboxPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox of the sandbox</title>
<style>${inboxStyle}</style>
<header>
<h1>Inbox of the sandbox <small><span id="state" role="status">connecting</span> · <span id="figures">nothing yet</span> · <span id="faults">no faults</span></small></h1>
<label>text or person <input id="text" type="search"></label>
<label>campaign <select id="campaign"><option value="">all</option></select></label>
<label>outcome <select id="outcome"><option value="">all</option><option value="sent">sent</option><option value="refused">not sent</option></select></label>
<label>fault <select id="kind"><option value="">none</option></select></label>
<label>share of requests <select id="share"><option>1</option><option>0.5</option><option>0.1</option><option>0.02</option></select></label>
<button id="strike" type="button">Set the fault</button>
<button id="reset" type="button">Start again</button>
</header>
<main id="inbox" aria-live="off"></main>
<script>${inboxScript}</script>
</html>
`;

function sourceOf(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}

/** Content-Security-Policy: this script, this style, and this server. */
export const inboxPolicy = [
  "default-src 'none'",
  `script-src ${sourceOf(inboxScript)}`,
  `style-src ${sourceOf(inboxStyle)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
