// The template of a campaign's notification key, in a form that can be compared. Under another template, people who already got the campaign count as
// new.
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { sharedOf } from '../campaign/layers/variants.ts';
import { findCalledPartials } from '../message/templates/called-partials.ts';
import type { Partials } from '../message/compile-campaign.ts';
import { identifierName } from '../message/identifier.ts';

/** An expression with the text between its braces. An expression after a backslash is plain text. */
const expression = /(?<!\\)(?<open>\{{2,3}~?)(?<inside>(?:"[^"]*"|'[^']*'|[^"'\}])*?)(?<close>~?\}{2,3})/gv;
/** The characters of column names in expressions. Any other name is in brackets. */
const word = /[\p{L}\p{N}_\-]+/gv;
const quoted = /(?<quoted>"[^"]*"|'[^']*')/v;

/**
 * Returns a text in the syntax of the campaign file: `key: "{{email}}"`, or the identifiers if there is no key, whatever their order and spelling.
 * Two different keys never give the same text, so that no key can pass for another one. It includes the texts of partials and the types of columns,
 * because 007 prints 7 as an integer.
 */
export function keyTemplateOf(campaign: Campaign, partials: Partials): string {
  const { audience, key, every } = campaign;
  const written = Object.entries(sharedOf(campaign).identifiers)
    .flatMap(([name, text]) => (text === undefined ? [] : [{ name: identifierName(name), text }]))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const texts = key === undefined ? written.map(({ text }) => text) : [key];
  const pairs = written.map(({ name, text }) => `${name}: ${quote(text)}`);
  const template = key === undefined ? `identifiers: { ${pairs.join(', ')} }` : `key: ${quote(key)}`;
  const called = [...new Set(texts.flatMap((text) => [...findCalledPartials(text, partials)]))].toSorted();
  const calls = called.map((name) => ({ name, text: partials.get(name)?.text ?? '' }));
  const all = [...texts, ...calls.map(({ text }) => text)].join('\n');
  const words = new Set(all.match(word));
  const types = Object.entries(audience.columns).filter(
    ([name, type]) => type !== 'string' && (words.has(name) || all.includes(`[${name}]`)),
  );
  return [
    template,
    ...calls.map(({ name, text }) => `partial ${name}: ${JSON.stringify(text)}`),
    ...types
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, type]) => `column ${name}: ${type}${formOf(audience, name, type)}`),
    ...(every === undefined ? [] : [`every ${every.period}`]),
  ].join(', ');
}

/** In another zone, a time without an offset is a different time, and in another format a cell is a different date or number. */
function formOf({ dates, csv }: Campaign['audience'], name: string, type: ColumnType): string {
  const { zone, format } = (Object.hasOwn(dates, name) ? dates[name] : undefined) ?? {};
  const decimal = type === 'number' || type === 'integer' ? csv?.decimal : undefined;
  const written = format ?? decimal;
  return `${written === undefined ? '' : ` as ${JSON.stringify(written)}`}${zone === undefined ? '' : ` in ${JSON.stringify(zone)}`}`;
}

/** Normalizes blanks inside of expressions, which have no effect on what is printed. All other blanks count. */
function quote(template: string): string {
  return JSON.stringify(
    template.replaceAll(expression, (_whole, open: string, inside: string, close: string) => {
      const parts = inside.split(quoted).map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/\s+/gv, ' ')));
      return open + parts.join('').trim() + close;
    }),
  );
}
