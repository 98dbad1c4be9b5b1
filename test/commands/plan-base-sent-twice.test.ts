// Changes in a pull request that would send to people twice or bypass the guards of the base are reported or refused. Nothing is sent.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { runGit } from '../support/git-repository.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5) };

function commit({ root }: SendingWorkspace): void {
  runGit(root, ['init', '-q', '-b', 'main']);
  runGit(root, ['add', 'pushplan.yaml', 'hello.campaign.yaml', 'people.csv']);
  runGit(root, ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'first']);
}

async function makeCommitted(more = ''): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(files, { more });
  commit(workspace);
  return workspace;
}

test('a plan that the policy of the base blocked is not applied under a looser policy of the pull request', async () => {
  await using workspace = await makeCommitted('policy: { max_recipients: 4 }');
  const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  await workspace.write('pushplan.yaml', settings.replace('max_recipients: 4', 'max_recipients: 400'));
  expect((await workspace.run('plan', '--base', 'main', '--out', 'sale.plan.json')).exitCode).toBe(4);
  const applied = await workspace.run('apply', 'sale.plan.json', '--yes', '--json', '--allow', 'resend');
  expect(applied.exitCode).toBe(4);
  expect(readDiagnostics(applied)).toMatchObject([
    {
      code: 'PP318',
      message:
        'sale.plan.json was blocked when it was made: PP301 hello would be sent to 5 recipients, and max_recipients is 4',
      help: expect.stringMatching(/^Nothing was sent\./v),
    },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('changes of pushplan.yaml are named, although they do not apply yet', async () => {
  await using workspace = await makeCommitted('policy: { max_recipients: 40, max_invalid: 1% }');
  const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  const tell = async (text: string): Promise<readonly string[]> => {
    await workspace.write('pushplan.yaml', text);
    const { diagnostics } = readPlan(await workspace.run('plan', '--base', 'main', '--json'));
    return diagnostics.map(
      ({ severity, code, file, line, message }) => `${severity} ${code} ${file}:${line} ${message}`,
    );
  };
  expect(await tell(`# the same\n${settings}`)).toEqual([]);
  expect(
    await tell(
      settings
        .replace('max_recipients: 40', 'max_recipients: 400')
        .replace('message_center: off', 'message_center: { after: 5s }'),
    ),
  ).toEqual([
    'warning PP167 pushplan.yaml:3 pushplan.yaml is not what it is in main: environments.local.message_center.after, policy.max_recipients, environments.local.message_center. The guards of this plan are those of main',
  ]);
});
