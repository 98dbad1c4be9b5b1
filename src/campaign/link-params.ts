// What a campaign puts behind its links, such as utm_source=push.
import type { CampaignFile } from '../generated/campaign.ts';
import type { Campaign } from './campaign.ts';

/** Templates by the names of the parameters. */
export type LinkParams = Readonly<Record<string, string>>;

/** What their templates may name beside columns: the campaign's id, and, where it has variants, the name of the arm. */
export interface LinkNames {
  readonly campaign: string;
  readonly arm?: string | undefined;
}

/** `{{@campaign}}` and `{{@arm}}` by themselves are the same for everybody who gets the link. */
export function fillLinkNames(template: string, { campaign, arm }: LinkNames): string {
  return template.replaceAll(/\{\{\s*@(campaign|arm)\s*\}\}/g, (written, name) =>
    name === 'campaign' ? campaign : (arm ?? written),
  );
}

/** The names of these, without @. */
export function linkVariables({ assignment }: Pick<Campaign, 'assignment'>): readonly string[] {
  return assignment === undefined || assignment.arms.length === 0 ? ['campaign'] : ['campaign', 'arm'];
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
