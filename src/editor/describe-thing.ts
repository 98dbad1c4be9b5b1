// Describes a name in Markdown, as an editor shows it on hovering.
import { describeSignature } from '../message/helpers/helper.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { KnownMessage } from './editor-knowledge.ts';
import type { Thing } from './thing-at.ts';

/** `safe` makes a text harmless in Markdown, since names of columns and their fields come from the data. */
export function describeThing(thing: Thing, safe: (text: string) => string): string {
  switch (thing.kind) {
    case 'column': {
      const { name, type, fields, isPublic } = thing.column;
      const from = safe([...new Set(thing.of.map((one) => one.from))].join(', '));
      const parts = fields.length === 0 ? '' : `\n\nIts entries have ${safe(fields.join(', '))}.`;
      const shown = isPublic ? '\n\nPublic: plans show its cells as they are.' : '';
      return `**${safe(name)}**: a column of ${from}, ${type}${parts}${shown}`;
    }
    case 'helper': {
      const { doc, examples } = thing.helper;
      const shown = examples.map(({ template, output }) => `${template}\n→ ${output}`).join('\n\n');
      return `${fence(describeSignature(thing.helper))}\n\n${doc}\n\n${fence(shown)}`;
    }
    case 'partial':
      return `**${safe(thing.partial.file)}**\n\n${fence(thing.partial.text.trimEnd())}`;
    case 'message':
      return thing.messages
        .map((message) => `**${safe(message.tag)}**\n\n${fence(excerptOf(message), 'yaml')}`)
        .join('\n\n');
    case 'file':
      return safe(thing.file);
    case 'campaign': {
      const { campaign } = thing.campaign;
      return `**${safe(campaign.id)}**: ${safe(campaign.file)}`;
    }
  }
}

const mostLines = 12;

/** Returns the message as it is written, including its plural forms on the lines below. */
function excerptOf({ from: { places, path } }: KnownMessage): string {
  const { line } = locateIn({ places }, path);
  const [first = '', ...below] = places.source.text.split('\n').slice(line - 1, line - 1 + mostLines);
  const end = below.findIndex((one) => indentOf(one) <= indentOf(first));
  return [first, ...below.slice(0, end === -1 ? undefined : end)].map((one) => one.slice(indentOf(first))).join('\n');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Encloses the text in a fence that is longer than any run of backticks in it. */
function fence(text: string, language = 'handlebars'): string {
  const most = Math.max(2, ...Array.from(text.matchAll(/`+/gv), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(most + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}
