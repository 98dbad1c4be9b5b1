// Tells whether a row exported by pushplan belongs to a person. It has the columns of an audience, or what the API returned about a recipient.
import { identifierKind } from '../../campaign/identifier-kind.ts';
import { readIdentifier } from '../../campaign/rules/read-identifier.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import { scalarText } from '../../message/helpers/read-value.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { judgeRows } from './row-judge.ts';
import { isMap } from '../../is-map.ts';

interface Owners {
  readonly campaigns: readonly Campaign[];
  readonly partials: Partials;
}

/** `known` are the identifiers of the person, in the form in which people are told apart. */
export function judgeExported(
  known: readonly KeyedIdentifier[],
  columns: readonly string[],
  { campaigns, partials }: Owners,
): (row: Recipient) => boolean {
  const judges = new Map(
    campaigns.map((campaign) => [
      campaign.id,
      known.map((one) => judgeRows(one, columns, { campaign, partials }).isTheirs),
    ]),
  );
  return (row) => {
    const values = asTheyWere(row.values);
    if (known.some((one) => isNamed(one, values))) return true;
    const campaign = scalarText(values['pushplan_campaign'] ?? values['campaign']) ?? '';
    return judges.get(campaign)?.some((isTheirs) => isTheirs({ ...row, values })) ?? false;
  };
}

/** Removes the apostrophe that keeps a spreadsheet from executing a cell, and puts attributes of the API beside the columns. */
function asTheyWere({ attributes, ...columns }: Recipient['values']): Recipient['values'] {
  const all = { ...columns, ...(isMap(attributes) ? attributes : { attributes }) };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, unmark(value)]));
}

function unmark(value: unknown): unknown {
  return typeof value === 'string' && /^'[=+\-@\t\r\n]/v.test(value) ? value.slice(1) : value;
}

function isNamed({ name, text }: KeyedIdentifier, values: Recipient['values']): boolean {
  return Object.entries(values).some(([column, value]) => {
    if (identifierKind(column).toLowerCase() !== name.toLowerCase()) return false;
    const reading = readIdentifier(name, scalarText(value) ?? '');
    return reading.kind === 'identifier' && reading.keyed === text;
  });
}
