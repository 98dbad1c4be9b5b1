// Describes what a template may call: all helpers with their signatures, or one with its examples.
import { helperDocs, type HelperDoc } from '../../message/helpers/helper-table.ts';
import { repository } from '../../view/findings/link-to-rule.ts';
import { wrapBehind } from '../../view/fit-text.ts';
import type { Layout } from '../../view/style.ts';
import { firstSentence } from './first-sentence.ts';

export const helperNames: readonly string[] = helperDocs.map(({ name }) => name);

export function describeHelpers({ style, columns }: Layout): string {
  const width = Math.min(columns, 100);
  const lines = helperDocs.flatMap(({ signature, doc }) => [
    ...wrapBehind('  ', signature, width),
    ...wrapBehind('      ', firstSentence(doc), width),
  ]);
  const more = [
    'pushplan help NAME shows one helper with examples, such as: pushplan help currency',
    linkTo('', style),
  ];
  return [style.bold('Helpers that a template can call'), ...lines, '', ...more, ''].join('\n');
}

export function describeHelper(name: string, { style, columns }: Layout): string {
  const doc = helperDocs.find((one) => one.name === name);
  if (doc === undefined) throw new RangeError(`no helper ${name}`);
  const about = wrapBehind('  ', doc.doc, Math.min(columns, 100));
  return [
    style.bold(doc.signature),
    '',
    ...about,
    '',
    ...doc.examples.flatMap(listExample),
    '',
    linkTo(name, style),
    '',
  ].join('\n');
}

function listExample({ template, row, output, table }: HelperDoc['examples'][number]): string[] {
  const look = table === undefined ? [] : [`      in     ${table.name}: ${JSON.stringify(table.rows)}`];
  return [`  ${template}`, `      with   ${JSON.stringify(row)}`, ...look, `      gives  ${output}`];
}

function linkTo(anchor: string, style: Layout['style']): string {
  const address = `${repository}/blob/main/.github/HELPERS.md${anchor === '' ? '' : `#${anchor}`}`;
  return style.link(address, address);
}
