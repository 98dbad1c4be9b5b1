// A checkout with Windows line ends gives the same notifications and the same seal, and does not differ from the base.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { compareCampaign } from '../support/plan-with-base.ts';
import { sandboxOnly } from '../support/workspace.ts';

const campaign = `version: 1
id: hello
audience: { file: audiences/people.csv }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Hello
  title: "Hello
    {{name}}"
  message: |-
    Good to see you.
    {{> footer}}
    See you soon.
  image_url: https://img.example.com/a.jpg
`;
const files = {
  'pushplan.yaml': sandboxOnly,
  'hello.campaign.yaml': campaign,
  'partials/footer.hbs': '{{#if name}}\nYours,\n{{name}}\n{{/if}}\nThe shop\n',
  'audiences/people.csv': 'email,name\nada@example.com,Ada\nbo@example.com,"Bo\nB."\n',
};
const texts = ['pushplan.yaml', 'hello.campaign.yaml', 'partials/footer.hbs'] as const;

async function payloadsIn(cwd: string): Promise<string> {
  return (await pushplan(['render', 'hello', '--format', 'ndjson'], { cwd })).stdout;
}

test.each(['\r\n', '\r'])('files with line ends %j plan, seal and compare like files with line feeds', async (end) => {
  await using repository = await makeRepository(files);
  const planned = async (): Promise<string> =>
    readPlan(await pushplan(['plan', '--json'], { cwd: repository.root })).seal;
  const [seal, payloads] = [await planned(), await payloadsIn(repository.root)];
  for (const file of texts) await repository.write(file, files[file].replaceAll('\n', end));
  expect(await planned()).toBe(seal);
  expect(await payloadsIn(repository.root)).toBe(payloads);
  expect(payloads).not.toContain(String.raw`\r`);
  expect((await compareCampaign(repository)).changes).toEqual([]);
});

test('with the .gitattributes of init, a checkout that converts to CRLF leaves data unchanged', async () => {
  await using repository = await makeRepository(files);
  await pushplan(['init', 'new'], { cwd: repository.root });
  await repository.write('.gitattributes', await readFile(join(repository.root, 'new/.gitattributes')));
  repository.commit();
  runGit(repository.root, ['config', 'core.autocrlf', 'true']);
  runGit(repository.root, ['rm', '-q', '-r', '--cached', '.']);
  runGit(repository.root, ['reset', '-q', '--hard']);
  for (const [file, text] of Object.entries(files)) {
    expect(await readFile(join(repository.root, file), 'utf8')).toBe(text);
  }
});
