// The way around a page of several campaigns: from a list of them to each, and back. A page of one campaign needs none.
import { markup, type Markup } from '../markup.ts';

/** Links are quiet, and text on paper. Where the window is narrow, the table scrolls, so that its rows stay low. */
export const contentsStyle = `
a { color: var(--accent); text-decoration: underline 1px color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 0.2em; }
a:hover { text-decoration-color: currentColor; }
nav { scroll-margin-top: 1rem; } [id^='campaign-'] { scroll-margin-top: 5rem; }
.contents { list-style: none; margin: 14px 0; padding: 0; columns: 16rem; column-gap: 28px; font-size: 0.9375rem; }
.contents li { break-inside: avoid; padding: 2px 0; overflow-wrap: anywhere; }
nav td:first-child { max-width: 16rem; overflow-wrap: anywhere; }
@media (max-width: 35rem), (max-height: 500px) { [id^='campaign-'] { scroll-margin-top: 0; } }
@media (max-width: 35rem) { nav table { width: max-content; } nav td:first-child { max-width: 9rem; } }
@media print { a { color: inherit; text-decoration: none; } .back { display: none; } }
`;

/** The id of the list of campaigns on the page. */
const listId = 'campaigns';

/** The id of the part of a campaign on the page. Characters that no id of a campaign has are replaced. */
export function anchorOf(campaign: string): string {
  return `campaign-${campaign.replaceAll(/[^a-z0-9._\-]/gv, '-')}`;
}

export function linkToCampaign(id: string): Markup {
  return markup`<a href="#${anchorOf(id)}">${id}</a>`;
}

export function linkBack(): Markup {
  return markup`<span class="back">, <a href="#${listId}">all campaigns</a></span>`;
}

/** Makes a list or a table of campaigns the place that links back lead to. */
export function markContents(list: Markup): Markup {
  return markup`<nav id="${listId}" aria-label="campaigns">${list}</nav>\n`;
}
