// Tells whether a row of a fetched file belongs to a person who is to be forgotten.
import type { Campaign } from '../../campaign/campaign.ts';
import { identifierKind } from '../../campaign/identifier-kind.ts';
import { readIdentifier } from '../../campaign/rules/read-identifier.ts';
import { sharedOf } from '../../campaign/layers/variants.ts';
import { compileCampaign, type Partials } from '../../message/compile-campaign.ts';
import { scalarText } from '../../message/helpers/read-value.ts';
import { identifierName } from '../../message/identifier.ts';
import { findKeyColumns, type KeyColumn } from '../../message/key-columns.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier, Renderer } from '../../message/renderer.ts';

/** The campaign to which the rows belong. */
export interface RowOwner {
  readonly campaign: Campaign;
  readonly partials: Partials;
}

export interface PersonJudge {
  readonly isTheirs: (row: Recipient) => boolean;
  /** The identifiers in the person's rows, each once, with names without "INSIDER.". */
  readonly others: () => readonly KeyedIdentifier[];
}

/**
 * A row belongs to the person if it has the wanted identifier: as the campaign makes it, or in a column that is named like the kind of identifier.
 * `wanted` is in the form in which people are told apart, with a name without "INSIDER.". Without an owner, only names of columns count.
 */
export function judgeRows(
  wanted: KeyedIdentifier,
  columns: readonly string[],
  owner: RowOwner | undefined,
): PersonJudge {
  const { readers, areAll } = findReaders(wanted.name, columns, owner?.campaign);
  const renderer = owner && compileCampaign(owner.campaign, columns, owner.partials).renderer;
  const others = new Map<string, KeyedIdentifier>();
  return {
    isTheirs: (row) => {
      const isInCell = readers.some((read) => read(row) === wanted.text);
      // Making all identifiers of a row takes longer than reading a cell.
      if (!isInCell && areAll) return false;
      const person = renderer === undefined ? [] : personIn(row, renderer);
      const isTheirs = isInCell || person.some(({ name, text }) => name === wanted.name && text === wanted.text);
      if (isTheirs) for (const one of person) others.set(`${one.name}=${one.text}`, one);
      return isTheirs;
    },
    others: () => [...others.values()],
  };
}

type CellReader = (row: Recipient) => string | undefined;

interface Readers {
  readonly readers: readonly CellReader[];
  /** True if identifiers of this kind are made of these cells alone. */
  readonly areAll: boolean;
}

function findReaders(name: string, columns: readonly string[], campaign: Campaign | undefined): Readers {
  const named = columns.filter((column) => identifierKind(column).toLowerCase() === name.toLowerCase());
  const ofKind = Object.entries(campaign === undefined ? {} : sharedOf(campaign).identifiers).filter(
    ([key]) => identifierKind(identifierName(key)) === name,
  );
  const printed = findKeyColumns(Object.fromEntries(ofKind), new Set(columns));
  const isPrinted = ({ column, before, after }: Cell): boolean =>
    printed.some((one) => one.column === column && one.before === before && one.after === after);
  const cells = named.map((column): Cell => ({ column, before: '', after: '' })).filter((cell) => !isPrinted(cell));
  return {
    readers: [...printed, ...cells].map(
      (cell): CellReader =>
        ({ values }) =>
          readCell(name, cell, values),
    ),
    areAll: printed.length === ofKind.length,
  };
}

type Cell = Pick<KeyColumn, 'column' | 'before' | 'after'>;

function readCell(name: string, { column, before, after }: Cell, values: Recipient['values']): string | undefined {
  const text = scalarText(values[column]);
  if (text === undefined) return undefined;
  const reading = readIdentifier(name, before + text + after);
  return reading.kind === 'identifier' ? reading.keyed : undefined;
}

function personIn(row: Recipient, renderer: Renderer): readonly KeyedIdentifier[] {
  const made = renderer.key(row);
  if (made.kind !== 'key') return [];
  return renderer.person(row, made.identifiers).map(({ name, text }) => ({ name: identifierKind(name), text }));
}
