// Creates the renderer, which turns a row into its key and its notification. This code runs for each of a million rows.
import { isKnownLanguage } from '../campaign/language-tag.ts';
import type { Short } from '../campaign/rules/cards.ts';
import type { VariantCondition, Variants } from '../campaign/layers/variants.ts';
import { isNotification } from '../generated/validate-notification.ts';
import { undetermined, type RowLocale } from './choose-locale.ts';
import type { Figure } from './figure.ts';
import { readEntries, renderFragment, type Fragment } from './fragments/fragment.ts';
import {
  formerIdentifiersJson,
  identifiersJson,
  printIdentifiers,
  type Identifier,
  type PrintedIdentifier,
} from './identifier.ts';
import { keyForms, type KeyColumn } from './key-columns.ts';
import type { Print } from './fragments/leaf.ts';
import { pickVariant } from './pick-variant.ts';
import { formerIdentifiersKey, identifiersKey, ownKey } from './notification-key.ts';
import { startPrinted } from './fragments/printed.ts';
import type { ReadIdentifiers } from './read-identifiers.ts';
import type { Recipient } from './recipient.ts';
import type { Renderer, RenderResult, RowProblem } from './renderer.ts';
import type { Rendering } from './rendering.ts';
import { repeatsHeader } from './columns/repeated-header.ts';
import { RowFault } from './row-fault.ts';
import { anyDomain } from './stand-in.ts';
import { makeRowStandIn } from './stand-in-cell.ts';
import { rowScope, type RowScope } from './templates/scope.ts';
import { Trace } from './trace.ts';
import type { RowValues, TypedRow } from './columns/type-row.ts';

/** One key of the notification. The identifiers are written separately, since empty ones are left out. */
export type Member =
  | { readonly kind: 'identifiers' }
  /** The fragment begins with the name. */
  | { readonly kind: 'fragment'; readonly name: string; readonly isNested: boolean; readonly fragment: Fragment };

/** Items made from a list column, and what to do if there are too few. */
export interface Carousel {
  readonly column: string;
  readonly short: Short;
}

/** The parts of the renderer that belong to one variant. */
interface VariantParts {
  readonly when: VariantCondition;
  /** Its number in the campaign, from 0. */
  readonly number: number;
  readonly members: readonly Member[];
  readonly carousel: Carousel | undefined;
  /** Maps a path of the notification to the path in the file where its value is written. */
  readonly writtenAt: (path: readonly (string | number)[]) => readonly (string | number)[];
}

/** How the language of a row is found. */
interface LocaleParts {
  readonly print: Print;
  readonly choose: (written: string) => RowLocale;
}

export interface RendererParts {
  readonly asked: Renderer['asked'];
  /** The campaign's `where`. */
  readonly matches: (recipient: Recipient) => boolean;
  readonly publicColumns: readonly string[];
  readonly figures: readonly Figure[];
  readonly identifiers: readonly Identifier[];
  readonly readIdentifiers: ReadIdentifiers;
  readonly ownKey: Print | undefined;
  /** Undefined if the campaign has no languages. */
  readonly locale: LocaleParts | undefined;
  /** The columns that the campaign's own key reads and an identifier prints. */
  readonly keyColumns: readonly KeyColumn[];
  readonly variants: Variants<VariantParts>;
  readonly rendering: Rendering;
  readonly typeForKey: (recipient: Recipient) => TypedRow;
  readonly typeForIdentifiers: (recipient: Recipient) => TypedRow;
  readonly typeAll: (recipient: Recipient) => TypedRow;
}

type Outcome<T> = T | { readonly kind: 'invalid'; readonly problem: RowProblem };

export function createRenderer(parts: RendererParts): Renderer {
  const { rendering, typeForKey, typeForIdentifiers, typeAll } = parts;

  const attempt = <T>(typed: TypedRow, standIn: boolean, use: (row: RowValues) => T): Outcome<T> => {
    if (typed.kind === 'invalid') return typed;
    rendering.standIn = standIn;
    rendering.printed = startPrinted();
    rendering.locale = undefined;
    try {
      return use(typed.values);
    } catch (error) {
      return { kind: 'invalid', problem: explainProblem(error, rendering.field) };
    }
  };
  const choose = (row: RowValues, arm: number | undefined, language?: string): RowChoice => {
    return { locale: language === undefined ? chooseLocale(row, parts) : parts.locale?.choose(language), arm };
  };
  const render: Renderer['render'] = (recipient, identifiers, arm) =>
    attempt(typeAll(recipient), false, (row) => renderFor(row, parts, choose(row, arm), identifiers));
  const person: Renderer['person'] = (recipient, identifiers) => {
    const known = identifiers ?? parts.readIdentifiers(recipient);
    if (known !== undefined) return known;
    const result = attempt(typeForIdentifiers(recipient), false, (row) => ({
      kind: 'person' as const,
      identities: printIdentifiers(parts.identifiers, rowScope(row), rendering),
    }));
    return result.kind === 'person' ? result.identities : [];
  };

  return {
    figures: parts.figures,
    asked: parts.asked,
    // A row that repeats the header must be reported, whatever `where` says.
    matches: (recipient) => parts.matches(recipient) || repeatsHeader(recipient),
    key: (recipient) => {
      if (repeatsHeader(recipient)) return headerProblem;
      const read = parts.ownKey === undefined ? parts.readIdentifiers(recipient) : undefined;
      if (read !== undefined) return keyOf(read);
      return attempt(typeForKey(recipient), false, (row) => makeKey(row, parts));
    },
    identities: (recipient, identifiers) => (canBeShared(parts) ? person(recipient, identifiers) : []),
    person,
    render,
    standIn: (recipient, arm, language) => {
      const typed = typeAll(recipient);
      // The row itself is rendered first: its decisions are recorded, and its stand-ins then follow them. The language is decided by the row too.
      const chosen = attempt(typed, false, (row) => ({ kind: 'chosen' as const, choice: choose(row, arm, language) }));
      if (chosen.kind === 'invalid') return undefined;
      rendering.trace = new Trace();
      const own = attempt(typed, false, (row) => renderFor(row, parts, chosen.choice));
      const result =
        own.kind === 'notification'
          ? attempt(typed, true, (row) => renderFor(makeRowStandIn(row, parts.publicColumns), parts, chosen.choice))
          : undefined;
      rendering.trace = undefined;
      const notification: unknown = result?.kind === 'notification' ? JSON.parse(result.payload) : undefined;
      return isNotification(notification) ? notification : undefined;
    },
  };
}

const headerProblem = {
  kind: 'invalid',
  problem: { code: 'PP221', message: 'the row repeats the header, as in files that were joined', path: 'audience' },
} as const;

function makeKey(row: RowValues, { identifiers, ownKey: print, keyColumns, rendering }: RendererParts) {
  if (print === undefined) return keyOf(printIdentifiers(identifiers, rowScope(row), rendering));
  rendering.field = 'key';
  const forms = keyForms(row, keyColumns);
  const text = print(rowScope(forms));
  if (text.trim() === '') throw new RowFault('PP221', 'the key is empty');
  const former = forms === row ? text : print(rowScope(row));
  return { kind: 'key', key: ownKey(text), formerKey: former === text ? undefined : ownKey(former) } as const;
}

function keyOf(identifiers: readonly PrintedIdentifier[]) {
  const key = identifiersKey(identifiers);
  return { kind: 'key', key, formerKey: formerIdentifiersKey(identifiers, key), identifiers } as const;
}

function canBeShared({ ownKey, identifiers }: RendererParts): boolean {
  // By default, the only identifier is the key.
  return ownKey !== undefined || identifiers.length > 1;
}

interface RowChoice {
  readonly locale: RowLocale | undefined;
  readonly arm: number | undefined;
}

/** Forgets what was printed, since an empty cell is allowed as a language. */
function chooseLocale(row: RowValues, { locale, rendering }: RendererParts): RowLocale | undefined {
  if (locale === undefined) return undefined;
  const tag = locale.print(rowScope(row));
  rendering.printed = startPrinted();
  return locale.choose(tag);
}

/** `known` are the row's identifiers, if they were printed before. */
function renderFor(
  row: RowValues,
  parts: RendererParts,
  choice: RowChoice,
  known?: readonly PrintedIdentifier[],
): RenderResult {
  const { locale, arm } = choice;
  const texts = locale === undefined ? null : locale.texts;
  if (texts === undefined) return { kind: 'invalid', problem: wantOfTexts(locale?.tag) };
  const variant = pickVariant(parts.variants, { locale: texts, arm });
  return renderRow(row, parts, variant, choice, known);
}

function renderRow(
  row: RowValues,
  parts: RendererParts,
  { number: variant, members, carousel }: VariantParts,
  { locale, arm }: RowChoice,
  known: readonly PrintedIdentifier[] | undefined,
): RenderResult {
  const { rendering } = parts;
  const scope = rowScope(row);
  rendering.field = 'notification.advanced_push_payload.advanced_push_items.each';
  const short = carousel !== undefined && readEntries(row, carousel.column).length < carousel.short.below;
  if (short && carousel.short.instead === 'skip') return { kind: 'short' };
  const printed = known ?? printApart(scope, parts);
  rendering.locale = locale?.format;
  const made = renderMembers(short ? members.filter(isNoCarousel) : members, printed, scope);
  const { before, own, behind } = made;
  const former = formerIdentifiersJson(printed);
  return {
    kind: 'notification',
    payload: before + own + behind,
    members: made.members,
    identifiers: printed,
    ...(former !== undefined && { formerPayload: before + former + behind }),
    printed: rendering.printed,
    row,
    variant,
    locale,
    arm,
  };
}

function isNoCarousel(member: Member): boolean {
  return member.kind === 'identifiers' || member.name !== 'advanced_push_payload';
}

/** Returns the JSON in three parts, of which the second is the identifiers, and the members that are not nested, one by one. */
function renderMembers(members: readonly Member[], printed: readonly PrintedIdentifier[], scope: RowScope) {
  const own = identifiersJson(printed);
  let [before, json] = ['', ''];
  const flat: string[] = [];
  for (const member of members) {
    json += before === '' && json === '' ? '{' : ',';
    if (member.kind === 'identifiers') {
      before = `${json}"identifiers":`;
      json = '';
      continue;
    }
    const text = renderFragment(member.fragment, scope, scope);
    json += text;
    if (!member.isNested) flat.push(text);
  }
  return { before, own, behind: `${json}}`, members: flat };
}

/** Returns the problem of a row that has no texts in its language. The tag names a language and is no personal data, so it may be shown. */
function wantOfTexts(tag = undetermined): RowProblem {
  const language = tag === undetermined ? 'a language that is not known' : tag;
  const message = `no_locale: there are no texts in ${language}`;
  const help = isKnownLanguage(tag)
    ? 'Write them under locales, or locale_fallback: allow for the texts under notification.'
    : 'Write tags of languages in the audience: en, tr, pt-BR; uk, cs and ja, not ua, cz and jp. Or write locale_fallback: allow for the texts under notification.';
  return { code: 'PP228', message, path: 'locale', help, locale: tag };
}

/** Prints the identifiers, and forgets that they were printed: the audit of the copy does not look at identifiers. */
function printApart(scope: RowScope, { identifiers, rendering }: RendererParts): readonly PrintedIdentifier[] {
  const printed = printIdentifiers(identifiers, scope, rendering);
  rendering.printed = startPrinted();
  return rendering.standIn ? printed.map(reserveDomain) : printed;
}

/** Replaces the domain of an address. If the template spells out the domain, the stand-in could be a real person's address. */
function reserveDomain(printed: PrintedIdentifier): PrintedIdentifier {
  const sent = printed.sent.replace(/@.*$/s, `@${anyDomain}`);
  return { ...printed, text: sent, sent };
}

/** Turns an error of a template into a problem of the row, so that it ends the row and not the run. */
function explainProblem(error: unknown, path: string): RowProblem {
  if (error instanceof RowFault) {
    const { code, message, help } = error;
    return { code, message, path, ...(help !== undefined && { help }) };
  }
  // The message of any other error may contain values of the row.
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'PP222', message: `the template failed (${name})`, path };
}
