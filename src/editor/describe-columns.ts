// Describes the columns of an audience for an editor, with their types and the fields of their entries.
import type { Campaign } from '../campaign/campaign.ts';
import { knowColumns } from '../message/columns/columns.ts';
import type { MadeList } from '../message/columns/made-lists.ts';
import type { Recipient } from '../message/recipient.ts';
import type { KnownColumn } from './editor-knowledge.ts';
import { tryParseJson } from '../try-parse-json.ts';

/** `found` are the columns of the file; `rows` are a few of its rows. */
export function describeColumns(
  campaign: Campaign,
  found: readonly string[],
  rows: readonly Recipient[],
): readonly KnownColumn[] {
  const columns = knowColumns(campaign, found);
  const isPublic = new Set(campaign.audience.publicColumns);
  return columns.names.map((name) => {
    const made = columns.made(name);
    return {
      name,
      type: columns.declared(name) ?? (made === undefined ? 'text' : 'list'),
      fields: columns.hasParts(name) ? fieldsOf(made, name, rows) : [],
      isPublic: isPublic.has(name),
    };
  });
}

/** Returns only names: the fields of a list that is made of columns, otherwise the keys of the entries in the rows. */
function fieldsOf(made: MadeList | undefined, name: string, rows: readonly Recipient[]): readonly string[] {
  if (made?.kind === 'numbered') return made.entries[0]?.flatMap(({ field }) => field ?? []) ?? [];
  const names = new Set<string>();
  for (const { values } of rows) {
    for (const entry of [parseCell(values[name])].flat()) {
      if (typeof entry === 'object' && entry !== null) for (const key of Object.keys(entry)) names.add(key);
    }
  }
  return [...names];
}

/** A cell of CSV holds JSON as text. */
function parseCell(value: unknown): unknown {
  return typeof value === 'string' ? tryParseJson(value) : value;
}
