// The parameters that a campaign adds to its links, such as utm_source=push.
import type { CampaignFile } from '../generated/campaign.ts';
import type { Campaign } from './campaign.ts';

/** Templates by the name of the parameter. */
export type LinkParams = Readonly<Record<string, string>>;

/** The variables that these templates can use besides columns: the campaign's id, and the name of the arm if there are arms. */
export interface LinkNames {
  readonly campaign: string;
  readonly arm?: string | undefined;
}

/** Fills in `{{@campaign}}` and `{{@arm}}` if they stand alone in an expression, since they are the same for everybody who gets the link. */
export function fillLinkNames(template: string, { campaign, arm }: LinkNames): string {
  return template.replaceAll(/\{\{\s*@(campaign|arm)\s*\}\}/g, (written, name) =>
    name === 'campaign' ? campaign : (arm ?? written),
  );
}

/** Returns the names of these variables, without @. */
export function linkVariables({ assignment }: Pick<Campaign, 'assignment'>): readonly string[] {
  return assignment === undefined || assignment.arms.length === 0 ? ['campaign'] : ['campaign', 'arm'];
}

/** Reads the parameters, as templates. The result has no prototype, since a parameter may have any name. */
export function readLinkParams({ link_params: written }: Pick<CampaignFile, 'link_params'>): LinkParams | undefined {
  if (written === undefined) return undefined;
  const params: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(written)) params[name] = value;
  return params;
}

export type FilledParam = readonly [name: string, value: string];

const https = /^https:\/\//i;

/** Returns the link with those parameters that it does not have yet, encoded, before the fragment. Returns a link that is not https unchanged. */
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
