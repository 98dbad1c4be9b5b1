// The page of the inbox: one document that loads nothing and runs only its own script.
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
<div class="stage">
<aside aria-label="Message Center of one person">
<details id="center">
<summary>Message Center of one person</summary>
<p class="hint">What a client of the API is shown, and what settles doubt: accepted pushes. Silent and refused ones are not in it.</p>
<label>identifier <select id="center-name"><option>Email</option><option>Phone Number</option><option>UUID</option></select></label>
<label>its value, as it was sent <input id="center-value" type="search" autocomplete="off"></label>
<label>sent <select id="center-span"><option value="0">at any time</option><option value="3600">in the last hour</option><option value="300">in the last 5 minutes</option></select></label>
<p id="center-figures" role="status">Nobody is selected: write an identifier, or press Message Center below a phone.</p>
<ol id="center-entries"></ol>
<details id="center-wire" hidden><summary>Request and answer</summary><pre id="center-json" tabindex="0"></pre></details>
</details>
</aside>
<main id="inbox" aria-live="off"></main>
</div>
<script>${inboxScript}</script>
</html>
`;

function sourceOf(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}

/** Content-Security-Policy: allows only this script, this style and this server. */
export const inboxPolicy = [
  "default-src 'none'",
  `script-src ${sourceOf(inboxScript)}`,
  `style-src ${sourceOf(inboxStyle)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
