// Builds a fragment from a value of the campaign. Walks the value once, in the author's order of keys.
import type { LinkAdder } from './add-to-links.ts';
import { mergeTexts, type Fragment, type Part } from './fragment.ts';
import { noteTtl } from './note-ttl.ts';
import { createLeaf, createTextLeaf, noteText, type Leaf } from './leaf.ts';
import { isAddress, roleOf, type TextRole } from './printed.ts';
import type { Rendering } from '../rendering.ts';
import { usualCards, type WrittenShort } from '../../campaign/rules/cards.ts';
import { sentMembers, sentValue } from '../../campaign/sent-form.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import type { Template } from '../templates/compile-template.ts';
import type { FigureFinder } from '../templates/find-figures.ts';
import { WordFinder } from '../templates/own-words.ts';
import type { PrintWatcher } from '../templates/template-check.ts';
import type { TemplateCompiler } from '../templates/template-compiler.ts';
import { itemNames, rowNames, type Names } from '../templates/template-names.ts';

export type ValuePath = readonly (string | number)[];

/** The place of a value in the campaign file and in the rendered notification. They differ for identifiers and items. */
export interface ValuePlace {
  readonly inFile: ValuePath;
  readonly inNotification: ValuePath;
}

export interface FragmentBuilder {
  readonly compiler: TemplateCompiler;
  readonly rendering: Rendering;
  readonly figures: FigureFinder;
  /** Collects the places of texts that have no words of their own. Undefined if a review approves people and not words. */
  readonly wordless?: ValuePath[] | undefined;
  /** Maps a path of the notification to the path in the file where its value is written. */
  readonly writtenAt: (path: ValuePath) => ValuePath;
  /** Adds parameters to links; undefined if there are none. */
  readonly links?: LinkAdder | undefined;
  /** The language of the texts, if it is known. */
  readonly language?: string | undefined;
}

/** `{ each, item }` instead of a list of items, as in the campaign's schema. */
export interface EachItems {
  readonly each: string;
  readonly max?: number;
  readonly short?: WrittenShort;
  readonly item: object;
}

export function isEachItems(value: unknown): value is EachItems {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'each' in value && 'item' in value;
}

function stepTo(place: ValuePlace, step: string | number, sent = step): ValuePlace {
  return { inFile: [...place.inFile, step], inNotification: [...place.inNotification, sent] };
}

export function buildFragment(value: unknown, place: ValuePlace, builder: FragmentBuilder, names = rowNames): Fragment {
  return mergeTexts(buildParts(value, place, builder, names));
}

function buildParts(written: unknown, place: ValuePlace, builder: FragmentBuilder, names: Names): readonly Part[] {
  const value = sentValue(written, place.inNotification);
  if (typeof value === 'string') return buildText(value, place, builder, names);
  if (Array.isArray(value)) {
    return [
      '[',
      ...value.flatMap((part: unknown, index) => [
        ...comma(index),
        ...buildParts(part, stepTo(place, index), builder, names),
      ]),
      ']',
    ];
  }
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
  const members = sentMembers(place.inNotification.at(-1), value).flatMap(([key, sent, part], index) => [
    ...comma(index),
    `${JSON.stringify(sent)}:`,
    ...buildMember(key, part, stepTo(place, key, sent), builder, names),
  ]);
  return ['{', ...members, '}'];
}

function buildMember(
  key: string,
  value: unknown,
  place: ValuePlace,
  builder: FragmentBuilder,
  names: Names,
): readonly Part[] {
  if (key !== 'advanced_push_items' || !isEachItems(value)) return buildParts(value, place, builder, names);
  const { each: column, max = usualCards.most, item } = value;
  builder.compiler.useColumn(column);
  const itemPlace = { inFile: [...place.inFile, 'item'], inNotification: [...place.inNotification, 0] };
  return [{ kind: 'items', column, max, item: buildFragment(item, itemPlace, builder, itemNames(column)) }];
}

function buildText(text: string, place: ValuePlace, builder: FragmentBuilder, names: Names): readonly Part[] {
  const role = roleOf(place.inNotification);
  const origin = builder.writtenAt(place.inFile);
  const field = origin.join('.');
  const links = builder.links?.takes(place.inNotification) === true ? builder.links : undefined;
  if (!isTemplate(text)) {
    const whole = links === undefined ? text : links.addToText(text);
    if (typeof whole === 'function') return quote(buildLeaf(whole, role, place, field, builder));
    return role === undefined
      ? [JSON.stringify(whole)]
      : quote(createTextLeaf({ role, field, text: whole }, builder.rendering));
  }
  const isRead = role !== undefined && !isAddress(role);
  const template = isRead
    ? compileReadText(text, origin, names, builder)
    : builder.compiler.compile(text, origin, names, undefined, builder.language);
  // If there is a finding, there will be no renderer. The walk continues to collect other findings.
  if (template === undefined) return [];
  const whole = links === undefined ? template : links.addToTemplate(template);
  return quote(buildLeaf(whole, role, place, field, builder));
}

/** Compiles a text that people read. Records its figures, and its place if it has no words of its own. */
function compileReadText(
  text: string,
  origin: ValuePath,
  names: Names,
  { compiler, figures, wordless, language }: FragmentBuilder,
): Template | undefined {
  const words = new WordFinder();
  const watcher: PrintWatcher = {
    seeWords: (written) => {
      words.seeWords(written);
    },
    seeExpression: (printed, inside) => {
      figures.look(printed, inside);
      words.seeExpression(printed, inside);
    },
  };
  const template = compiler.compile(text, origin, names, watcher, language);
  if (template !== undefined && !words.hasWords) wordless?.push(origin);
  return template;
}

function buildLeaf(
  template: Template,
  role: TextRole | undefined,
  { inNotification }: ValuePlace,
  field: string,
  { rendering }: FragmentBuilder,
): Leaf {
  const leaf = createLeaf(template, inNotification, field, rendering);
  if (inNotification.join('.') === 'ttl') return noteTtl(leaf, field, rendering);
  return role === undefined ? leaf : noteText(leaf, { role, field }, rendering);
}

function quote(leaf: Leaf): readonly Part[] {
  return leaf.isText ? ['"', leaf, '"'] : [leaf];
}

function comma(index: number): readonly string[] {
  return index === 0 ? [] : [','];
}
