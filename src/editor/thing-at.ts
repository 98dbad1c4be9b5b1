// Finds what the name at a place stands for, both for hovering and for jumping to its declaration.
import { helperTable } from '../message/helpers/helper-table.ts';
import type { Helper } from '../message/helpers/helper.ts';
import {
  campaignsAt,
  type EditorKnowledge,
  type EditorPlace,
  type EditedCampaign,
  type KnownColumn,
  type KnownMessage,
  type KnownPartial,
} from './editor-knowledge.ts';
import { findExpressionPart } from './expression-part.ts';
import { firstName } from './scope-at.ts';
import { namesFile } from './value-kinds.ts';
import { findWrittenValue } from './written-value.ts';

interface Spot {
  readonly start: number;
  readonly end: number;
}

export type Thing = Spot &
  (
    | { readonly kind: 'column'; readonly column: KnownColumn; readonly of: readonly EditedCampaign[] }
    | { readonly kind: 'helper'; readonly helper: Helper }
    | { readonly kind: 'partial'; readonly partial: KnownPartial }
    | { readonly kind: 'message'; readonly key: string; readonly messages: readonly KnownMessage[] }
    | { readonly kind: 'file'; readonly file: string }
    | { readonly kind: 'campaign'; readonly campaign: EditedCampaign }
  );

export function findThing(knowledge: EditorKnowledge, place: EditorPlace): Thing | undefined {
  const part = findExpressionPart(place.text, place.offset);
  if (part === undefined) return findValue(knowledge, place);
  const { start, end, text } = part;
  switch (part.kind) {
    case 'partial': {
      const partial = knowledge.partials.find(({ name }) => name === text);
      return partial && { kind: 'partial', partial, start, end };
    }
    case 'message': {
      const messages = knowledge.messages.get(text);
      return messages && { kind: 'message', key: text, messages, start, end };
    }
    case 'name':
      return findName(knowledge, place, { start, end, text, isHead: part.isHead });
  }
}

function findName(
  knowledge: EditorKnowledge,
  { file }: EditorPlace,
  { start, end, text, isHead }: Spot & { readonly text: string; readonly isHead: boolean },
): Thing | undefined {
  // A column with the name of a helper has to be written in another way.
  const helper = isHead ? helperTable.get(text) : undefined;
  if (helper !== undefined) return { kind: 'helper', helper, start, end };
  const name = firstName(text);
  const of = campaignsAt(knowledge, file).filter(({ columns }) => columns.some((column) => column.name === name));
  const column = of[0]?.columns.find((one) => one.name === name);
  return column && { kind: 'column', column, of, start, end };
}

function findValue({ campaigns, files }: EditorKnowledge, { file, text, offset }: EditorPlace): Thing | undefined {
  const value = /\.ya?ml$/v.test(file) ? findWrittenValue(text, offset) : undefined;
  if (value === undefined) return undefined;
  const { key, text: written, start, end } = value;
  if (key === 'sent') {
    const campaign = [...campaigns.values()].find((one) => one.campaign.id === written);
    return campaign && { kind: 'campaign', campaign, start, end };
  }
  return namesFile(key) && files.includes(written) ? { kind: 'file', file: written, start, end } : undefined;
}
