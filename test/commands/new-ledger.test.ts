// If a ledger is missing for an endpoint that reaches people, a new one is only created on request, and is pinned from then on.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameHost } from '../support/named-hosts.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readDiagnostics } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) };

test.each([{}, { CI: 'true' }])(
  'for a host, with the environment %j: refused, but created and pinned with --new-ledger',
  async (env) => {
    // Nobody answers at this host: the test is about what happens before the first request.
    using host = nameHost(() => ({ code: 'ENOTFOUND' }));
    const settings = (more: string): string =>
      `version: 1\nallowed_hosts: [${host.name}]\nenvironments:\n  live: { endpoint: "https://${host.name}", api_key_env: KEY, message_center: off${more} }\n`;
    await using workspace = await makeWorkspace({ ...files, 'pushplan.yaml': settings('') });
    const run = (...words: readonly string[]): Promise<CliResult> =>
      pushplan(words, { cwd: workspace.root, env: { KEY: localKey, ...env } });
    const refused = await run('apply', '--yes', '--json');
    expect(refused.exitCode).toBe(4);
    expect(readDiagnostics(refused)).toMatchObject([
      {
        code: 'PP314',
        message: expect.stringContaining('a new one would send to everybody again'),
        help: expect.stringContaining('If nothing was sent from anywhere yet: apply --new-ledger'),
      },
    ]);
    const made = await run('ledger', 'migrate', '--new-ledger');
    expect(made.exitCode).toBe(0);
    const [line = '', id = ''] = /environments: \{ live: \{ ledger_id: (ledger_\w+) \} \}/v.exec(made.stderr) ?? [];
    expect({ line, said: made.stdout }).toMatchObject({ said: expect.stringContaining(id) });
    expect((await run('ledger', 'migrate')).stderr).toBe('');
    // If a pinned ledger is lost, a new one is refused even with the option.
    await workspace.write('pushplan.yaml', settings(`, ledger_id: ${id}`));
    expect((await run('status')).exitCode).toBe(0);
    await rm(join(workspace.root, '.pushplan'), { recursive: true });
    const lost = await run('apply', '--yes', '--json', '--new-ledger');
    expect(lost.exitCode).toBe(4);
    expect(readDiagnostics(lost)).toMatchObject([{ code: 'PP310', message: expect.stringContaining(id) }]);
  },
);

test('for loopback a ledger is created without asking, except in CI', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const inCi = await pushplan(['apply', '--yes', '--json'], {
    cwd: workspace.root,
    env: { KEY: localKey, CI: 'true' },
  });
  expect(readDiagnostics(inCi)).toMatchObject([{ code: 'PP314' }]);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
});

test('for the embedded sandbox a ledger is always created, and there is nothing to pin', async () => {
  await using workspace = await makeWorkspace(files);
  const result = await pushplan(['apply', '--yes'], { cwd: workspace.root, env: { CI: 'true' } });
  expect(result.exitCode).toBe(0);
  expect(result.stderr).not.toContain('ledger_id');
});
