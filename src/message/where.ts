// Whether a row is one that the campaign is for: `where` compares as text.
import type { CampaignAudience } from '../campaign/campaign.ts';
import { scalarText } from './read-value.ts';
import type { Recipient } from './recipient.ts';

export function createWhere(where: CampaignAudience['where']): (recipient: Recipient) => boolean {
  const conditions = Object.entries(where).map(([name, texts]) => ({ name, texts: new Set(texts) }));
  return ({ values }) => conditions.every(({ name, texts }) => texts.has(textOf(values, name)));
}

/** Absent and null are empty text; lists and objects are compared as JSON. */
function textOf(values: Recipient['values'], name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) return '';
  return scalarText(value) ?? JSON.stringify(value);
}
