// The reference of helpers is generated from the table that templates are compiled with. `npm run golden` updates it.
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { helperDocs } from '../../src/message/helpers/helper-table.ts';

const head = `# Helpers

The helpers that a template can call, besides printing a column with \`{{name}}\`. Generated from the table in \`src/message/helpers/helper-table.ts\`;
every example is a test. A helper that is not here is an error at \`pushplan validate\`.

Put a text with \`{{\` into quotes of YAML: double ones around the whole text, single ones for text inside of \`{{ }}\`, as below.
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
      '| in a campaign | with | gives |',
      '| --- | --- | --- |',
      ...examples.map(
        ({ template, row, output, table }) =>
          `| ${code(inYaml(template))} | ${code(JSON.stringify(row))}${table ? `, ${table.name}: ${code(JSON.stringify(table.rows))}` : ''} | ${code(output)} |`,
      ),
    ].join('\n'),
  );
  await expect(`${[head, ...sections].join('\n\n').replaceAll('\n\n\n', '\n\n')}\n`).toMatchFileSnapshot(
    '../../.github/HELPERS.md',
  );
});

it('shows each example in a form that YAML reads unchanged', () => {
  const templates = helperDocs.flatMap(({ examples }) => examples.map(({ template }) => template));
  expect(templates.map((template) => parse(`message: ${inYaml(template)}`))).toEqual(
    templates.map((message) => ({ message })),
  );
});

function inYaml(template: string): string {
  if (!/["\\\n]/v.test(template)) return `"${template}"`;
  return template.includes('\n') ? JSON.stringify(template) : `'${template.replaceAll("'", "''")}'`;
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;
}
