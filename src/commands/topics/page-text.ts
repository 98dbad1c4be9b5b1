// Formats a part of one of our Markdown pages for a terminal: paragraphs are wrapped, examples stay as they are.
import { wrapBehind, wrapText } from '../../view/fit-text.ts';
import type { Layout } from '../../view/style.ts';

/** Links keep their words alone, since a terminal cannot show where they lead. */
export function formatPage(markdown: string, layout: Layout): string {
  const parts = markdown.split(/^(```[^]*?^```)$/mv);
  const blocks = parts.flatMap((part) => (part.startsWith('```') ? part : part.split(/\n{2,}/v)));
  return blocks
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => formatBlock(block, layout))
    .join('\n\n');
}

function formatBlock(block: string, { style, columns }: Layout): string {
  const width = Math.min(columns, 100);
  if (block.startsWith('```')) return indent(block.replaceAll(/^```.*$/gmv, '').trim());
  if (block.startsWith('#')) return style.bold(block.replace(/^#+ /v, ''));
  const text = withoutMarks(block);
  return block.startsWith('- ') ? listItems(text, width) : wrapText(text.replaceAll('\n', ' '), width).join('\n');
}

function listItems(text: string, width: number): string {
  return text
    .split(/\n(?=- )/v)
    .flatMap((item) => wrapBehind('  - ', item.slice(2).replaceAll('\n', ' '), width))
    .join('\n');
}

function indent(code: string): string {
  return code
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}

function withoutMarks(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^\)]*\)/gv, '$1').replaceAll('**', '');
}
