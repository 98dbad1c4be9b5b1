// `policy.forbid: [public_columns]`: no values of a row are shown, not even of columns that a campaign declares public.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { makeRepository } from '../support/git-repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

const campaign = `version: 1
id: sale
audience: { file: people.csv }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Sale
  title: "{{product}} for {{currency price 'EUR'}}"
  message: "Only today."
  image_url: https://img.example.com/a.jpg
`;

const open = campaign.replace('people.csv }', 'people.csv, public: [product, price] }');
const people = 'email,product,price\nann@mail.example,Scarf,1.30\nbob@mail.example,Scarf,1299\n';

const sandbox = 'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\n';
const strict = `${sandbox}policy: { max_invalid: 100%, forbid: [public_columns] }\n`;
const message = 'sale has public columns, which policy.forbid at pushplan.yaml:3 does not allow';
const finding = { severity: 'error', code: 'PP172', file: 'sale.campaign.yaml', line: 3, column: 39, message };

test('public columns are an error with place and remedy, and their values are not shown', async () => {
  const files = { 'pushplan.yaml': strict, 'sale.campaign.yaml': open, 'people.csv': people };
  await using workspace = await makeWorkspace(files);
  for (const [argv, exitCode] of [
    [['validate', '--json'], 4],
    [['plan', '--json'], 4],
    [['apply', '--yes', '--json'], 4],
    [['render', '--write', 'rendered', '--json'], 4],
  ] as const) {
    const result = await pushplan(argv, { cwd: workspace.root });
    expect([argv[0], result.exitCode]).toEqual([argv[0], exitCode]);
    expect(readDiagnostics(result)).toMatchObject([
      { ...finding, help: expect.stringMatching(/^Remove public from the audience.*everybody who may merge/v) },
    ]);
    expect(result.stdout).not.toMatch(/Scarf|1\.30?|1,?299/v);
  }
  await workspace.write('sale.campaign.yaml', campaign);
  expect((await pushplan(['plan'], { cwd: workspace.root })).exitCode).toBe(0);
  expect((await pushplan(['validate'], { cwd: workspace.root })).exitCode).toBe(0);
});

test('a pull request that removes the rule from the policy is checked by the policy of the base', async () => {
  const files = { 'pushplan.yaml': strict, 'sale.campaign.yaml': campaign, 'people.csv': people };
  await using repository = await makeRepository(files);
  await repository.write('pushplan.yaml', sandbox);
  await repository.write('sale.campaign.yaml', open);
  repository.commit();
  const result = await pushplan(['plan', '--base', 'HEAD^', '--format', 'markdown'], { cwd: repository.root });
  expect(result.exitCode).toBe(4);
  expect(result.stdout).toContain('PP172');
  expect(result.stdout).toContain('a pull request cannot change its own');
  expect(result.stdout).not.toMatch(/Scarf|1\.30?|1,?299/v);
  // The policy of the change alone would allow it.
  expect((await pushplan(['plan'], { cwd: repository.root })).stdout).toContain('Scarf for €1.30');
});
