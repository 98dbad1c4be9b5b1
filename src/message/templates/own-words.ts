// Checks texts for `approve: content`, which approves words and not rows. So each text must contain words from the campaign, from what it calls, or
// from a table.
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn, type Path } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { Tables } from '../tables.ts';
import { tableOf } from './check-path.ts';
import { findHelper } from './find-helper.ts';
import { writtenText, type Expression, type HelperCall } from './template-ast.ts';
import type { PrintWatcher } from './template-check.ts';
import type { Names } from './template-names.ts';

/** Whether `approve: content` can be checked. Without the contents of a table, its words cannot be told from those of a row. */
export function approvesWords({ content }: Pick<Campaign, 'content'>, tables: Tables): boolean {
  return content !== undefined && [...tables.values()].every((table) => table !== undefined);
}

/** Returns PP361, once for each place. */
export function describeWordless(campaign: Campaign, wordless: readonly Path[] = []): readonly Diagnostic[] {
  return [...new Map(wordless.map((path) => [path.join('.'), path])).values()].map((path) => {
    const message = `${String(path.at(-1))} has no word of its own, and approve: content approves words and not rows`;
    const help = 'Write the text here, with columns within it, or use approve: people.';
    return errorAt(locateIn(campaign, path), 'PP361', message, help);
  });
}

/** Finds out whether one text has words of its own. */
export class WordFinder implements PrintWatcher {
  hasWords = false;

  seeWords(words: string): void {
    this.hasWords ||= hasLetter(words);
  }

  seeExpression(printed: HelperCall, names: Names): void {
    this.hasWords ||= printsWords(printed, names);
  }
}

/** Whether the call prints words. A helper can print a value of a table only as its first parameter. */
function printsWords(call: HelperCall, names: Names): boolean {
  const helper = findHelper(call, names);
  if (helper === undefined) return isOfTable(call.path, names);
  const options = call.hash?.pairs ?? [];
  if (helper.finds === true) return options.every(({ value }) => writtenText(value) !== undefined);
  if (helper.printsOption === true) return options.some(({ value }) => hasLetter(writtenText(value) ?? ''));
  return isOfTable(call.params[0], names);
}

function isOfTable(value: Expression | undefined, names: Names): boolean {
  if (value?.type === 'SubExpression') return printsWords(value, names);
  return value?.type === 'PathExpression' && tableOf(value, names) !== undefined;
}

function hasLetter(text: string): boolean {
  return /\p{L}/v.test(text);
}
