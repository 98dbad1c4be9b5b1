// pushplan completion: the candidates for the last word of a command line.
import { beforeAll, expect, test } from 'vitest';
import { verbs } from '../../../src/commands/verbs.ts';
import { pushplan } from '../../support/cli.ts';
import { makeWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const campaign = (id: string): string => `version: 1
id: '${id}'
audience: { file: people.csv }
notification:
  identifiers: { uuid: '{{id}}' }
  camp_id: ${id.length}
  camp_name: ${id}
  title: Hello
  message: It begins
  image_url: https://img.example.com/a.jpg
`;

const files = {
  'pushplan.yaml': `version: 1
environments:
  sandbox: { endpoint: sandbox }
  shared: { endpoint: sandbox, ledger_env: SHARED_LEDGER }
default_environment: sandbox
test_recipients:
  - { name: desk, email_env: DESK_EMAIL }
  - { name: phone-2, email_env: PHONE_EMAIL }
`,
  'sale.campaign.yaml': campaign('sale'),
  'more/spring-news.campaign.yaml': campaign('spring-news'),
  'more/broken.campaign.yaml': '{',
  'people.csv': 'id\nu1\n',
  'more/my $(id).campaign.yaml': '{',
  'more/grüße.campaign.yaml': '{',
  '-x.campaign.yaml': '{',
};

let workspace: TestWorkspace;
let run = '';

beforeAll(async () => {
  workspace = await makeWorkspace(files);
  const applied = await pushplan(['apply', 'sale.campaign.yaml', '--yes'], { cwd: workspace.root });
  run = /run_[a-z0-9]+/v.exec(applied.stdout)?.[0] ?? '';
  expect(run).not.toBe('');
  return () => workspace[Symbol.asyncDispose]();
});

async function complete(words: readonly string[], cwd = workspace.root, env = {}): Promise<readonly string[]> {
  const asked = await pushplan(['completion', 'bash', ...words.map((word) => `--word=${word}`)], { cwd, env });
  expect({ exitCode: asked.exitCode, stderr: asked.stderr }).toEqual({ exitCode: 0, stderr: '' });
  return asked.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\t.*/v, ''));
}

/** Names that need no quoting in a shell: no blanks, no special characters and no leading dash. */
const campaigns = ['more/broken.campaign.yaml', 'more/grüße.campaign.yaml', 'sale', 'spring-news'];

test.each([
  [['pl'], ['plan']],
  [['nonsense', ''], []],
  [['plan', '--form'], ['--format']],
  [['plan', '--json', '--js'], []],
  [['plan', '--format', 'j'], ['json']],
  [['plan', '--format=h'], ['--format=html']],
  [
    ['plan', '--env', ''],
    ['sandbox', 'shared'],
  ],
  // Bash splits --env=s into these words.
  [
    ['plan', '--env', '=', 's'],
    ['sandbox', 'shared'],
  ],
  [
    ['plan', '--env', '='],
    ['sandbox', 'shared'],
  ],
  [['plan', '--env', '=', 'sandbox', '--jso'], ['--json']],
  [['plan', '--env', '=', 'sandbox', '--format', '=', 'h'], ['html']],
  [
    ['apply', '--until', '21', ':', '00', 'sp'],
    ['spring-news', ':files'],
  ],
  [
    ['render', '--where', 'a', '=', 'b', '--where', 'c', '=', 'd', 'sp'],
    ['spring-news', ':files'],
  ],
  [
    ['plan', ''],
    [...campaigns, ':files'],
  ],
  [
    ['plan', 'sale', 's'],
    ['sale', 'spring-news', ':files'],
  ],
  [['preview', 'sp'], ['spring-news']],
  [['stop', '--campaign', 'sp'], ['spring-news']],
  [
    ['sandbox', '--fault', '429-d', '--fault', '429-'],
    ['429-date:', '429-garbage:', '429-negative:', '429-long:'],
  ],
  [['sandbox', '--fault=429-d'], ['--fault=429-date:']],
  [['sandbox', '--fault', '429-date:'], []],
  [['sandbox', '--fault', '429-date:0'], []],
  // Bash splits at a colon too.
  [['sandbox', '--fault', '429-date', ':'], []],
  [
    ['plan', '--allow', ''],
    ['resend', 'list-shrunk', 'tags'],
  ],
  [['apply', '--allow', 't'], ['tags']],
  [
    ['resume', 'run_x', '--only', 's'],
    ['sale', 'spring-news'],
  ],
  [['resume', 'run_x', '--only', 'n'], ['not_sent']],
  [
    ['test', 'sale', '--to', ''],
    ['desk', 'phone-2'],
  ],
  [['ci', 'test', '--to', 'd'], ['desk']],
  [
    ['forget', '--recipient', ''],
    ['email=', 'phone_number=', 'uuid='],
  ],
  [['explain', 'sale', '--recipient', 'email='], []],
  [['explain', 'sale', '--recipient=u'], ['--recipient=uuid=']],
  [['plan', '--out', ''], [':files']],
  [
    ['ledger', ''],
    ['verify', 'export', 'import', 'migrate', 'roles'],
  ],
  [['ledger', 'export', ''], [':files']],
  [['ledger', '--j'], ['--json']],
  [['sandbox', 'r'], ['reset']],
  [['completion', 'f'], ['fish']],
  [
    ['help', 'PP10'],
    ['PP101', 'PP102', 'PP103', 'PP104', 'PP105', 'PP106', 'PP107', 'PP108', 'PP109'],
  ],
  [['help', 'curr'], ['currency']],
  [['help', 'audience.f'], ['audience.file']],
  // The form that help takes: without the brackets of a list, which a shell would interpret.
  [['help', 'variants.w'], ['variants.weight']],
  [['help', 'sandb'], ['sandbox']],
  [
    ['help', 'ledger', ''],
    ['verify', 'export', 'import', 'migrate', 'roles'],
  ],
  [['help', 'ledger', 'im'], ['import']],
  [
    ['help', 'ledger', 'import', ''],
    ['--no-color', '--help'],
  ],
  [['help', 'sandbox', ''], ['reset']],
  [['help', 'plan', ''], []],
  [['help', 'currency', ''], []],
  [['sandbox', '--', ''], []],
  // After -- there are only operands, as in the program itself.
  [['plan', '--', '--js'], [':files']],
  [['stop', '--campaign=sale', '--campai'], []],
  [
    ['version', '--'],
    ['--no-color', '--help'],
  ],
])('%j: %j', async (words, expected) => {
  expect(await complete(words)).toEqual(expected);
});

test('all verbs, the first word of each once', async () => {
  expect(await complete([''])).toEqual(verbs.map(({ name }) => name).filter((name) => !name.includes(' ')));
});

test('runs of the ledger that the line names, then options', async () => {
  expect(await complete(['status', ''])).toEqual([run]);
  expect(await complete(['status', '--env', 'sandbox', ''])).toEqual([run]);
  expect(await complete(['resume', 'run_'])).toEqual([run]);
  expect(await complete(['status', '--env=sandbox', 'run_'])).toEqual([run]);
  expect(await complete(['status', run, ''])).toContain('--export');
});

test('reasons with which recipients of the run were refused, and none without a run', async () => {
  await using shop = await makeWorkspace({
    ...files,
    'people.csv': `id\n${Array.from({ length: 200 }, (_, n) => `u${n}\n`).join('')}`,
  });
  const { json } = await pushplan(['apply', 'sale.campaign.yaml', '--yes', '--json'], { cwd: shop.root });
  const { run: sent, refused } = json() as { run: string; refused: Readonly<Record<string, number>> };
  expect(Object.keys(refused)).not.toEqual([]);
  const reasons = Object.keys(refused).toSorted();
  expect(await complete(['retry', sent, '--only', ''], shop.root)).toEqual(reasons);
  expect(await complete(['retry', sent, '--env', 'sandbox', '--only='], shop.root)).toEqual(
    reasons.map((reason) => `--only=${reason}`),
  );
  expect(await complete(['retry', '--only', ''], shop.root)).toEqual([]);
  expect(await complete(['retry', 'run_000000000000', '--only', ''], shop.root)).toEqual([]);
});

test('completion connects to no shared ledger, and does not need the environment to exist', async () => {
  const env = { SHARED_LEDGER: 'postgres://nobody@127.0.0.1:1/none' };
  expect(await complete(['status', '--env=shared', ''], workspace.root, env)).toEqual([]);
  expect(await complete(['status', '--env', 'shared', ''])).toEqual([]);
  expect(await complete(['status', '--env', 'nowhere', ''])).toEqual([]);
});

test('outside of a workspace no names are completed', async () => {
  await using empty = await makeWorkspace();
  expect(await complete(['plan', ''], `${empty.root}/..`)).toEqual([':files']);
});

test('each supported shell has its script, and any other shell is refused', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await pushplan(['completion', shell], { cwd: workspace.root });
    expect(stdout).toContain(`completion ${shell}`);
  }
  const { exitCode, stderr } = await pushplan(['completion', 'bahs'], { cwd: workspace.root });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('no completion for bahs; did you mean bash?');
});
