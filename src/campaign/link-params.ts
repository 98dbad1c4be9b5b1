// What a campaign puts behind its links, such as utm_source=push.
import type { CampaignFile } from '../generated/campaign.ts';

/** Templates by the names of the parameters. */
export type LinkParams = Readonly<Record<string, string>>;

/** `{{@campaign}}` by itself is the same for everybody. */
export function fillCampaignId(template: string, id: string): string {
  return template.replaceAll(/\{\{\s*@campaign\s*\}\}/g, id);
}

/** As templates of the campaign: null prototype, since a parameter may have any name. */
export function readLinkParams({ link_params: written }: Pick<CampaignFile, 'link_params'>): LinkParams | undefined {
  if (written === undefined) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(written)) params[name] = value;
  return params;
}

/** One that has a value, and what it is. */
export type FilledParam = readonly [name: string, value: string];

const https = /^https:\/\//i;

/** The link with the parameters that it does not have yet, encoded, before what is behind #. Any other link as it is. */
export function addLinkParams(link: string, params: readonly FilledParam[]): string {
  if (!https.test(link)) return link;
  const hash = link.indexOf('#');
  const [address, fragment] = hash === -1 ? [link, ''] : [link.slice(0, hash), link.slice(hash)];
  const mark = address.indexOf('?');
  const there = mark === -1 ? '' : address.slice(mark + 1);
  const known = new URLSearchParams(there);
  const added = params
    .filter(([name, value]) => value !== '' && !known.has(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`);
  if (added.length === 0) return link;
  const joint = mark === -1 ? '?' : /^$|&$/.test(there) ? '' : '&';
  return `${address}${joint}${added.join('&')}${fragment}`;
}
