// The reference of helpers is written by the table that the templates are compiled with: `npm run golden` brings it up to date.
import { expect, it } from 'vitest';
import { helperDocs } from '../../src/message/helpers/helper-table.ts';

const head = `# Helpers

What a template may call, besides printing a column with \`{{name}}\`. Written from the table in \`src/message/helpers/helper-table.ts\`;
every example is a test. A helper that is not here is an error at \`pushplan validate\`.
`;

it('documents every helper with its examples', async () => {
  const sections = helperDocs.map(({ name, signature, doc, examples }) =>
    [
      `## ${name}`,
      '',
      `\`${signature}\``,
      '',
      doc,
      '',
      '| template | with | gives |',
      '| --- | --- | --- |',
      ...examples.map(
        ({ template, row, output }) => `| ${code(template)} | ${code(JSON.stringify(row))} | ${code(output)} |`,
      ),
    ].join('\n'),
  );
  await expect(`${[head, ...sections].join('\n\n').replaceAll('\n\n\n', '\n\n')}\n`).toMatchFileSnapshot(
    '../../.github/HELPERS.md',
  );
});

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;
}
