// A run that another process sends: its claims are under way, and in doubt only after nobody can wait for an answer any more.
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { startBuiltCli } from '../support/built-cli.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { readPlan, readRuns } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, people } from '../support/workspace.ts';

test('status and plan distinguish what is under way from what is in doubt', async () => {
  const files = { 'people.csv': people(40), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  await using workspace = await makeSendingWorkspace(files, { latency: { sent: 120_000, none: 120_000, jitter: 0 } });
  const options = { cwd: workspace.root, env: { KEY: localKey }, host: hostname() };
  const run = (...argv: readonly string[]): Promise<CliResult> => pushplan(argv, options);
  const apply = startBuiltCli(['apply', '--yes'], { cwd: workspace.root, env: { KEY: localKey } });
  try {
    await untilRequests(workspace.sandbox, 1, [apply.ended]);
    const [seen] = readRuns(await run('status', '--json'));
    expect(seen).toMatchObject({ state: 'running', under_way: 1, totals: { planned: 40, in_doubt: 0, not_sent: 40 } });
    expect((await run('status', seen?.run ?? '')).stdout).toMatch(
      /in doubt 0[^]*under way +1 notification, among those not sent/v,
    );
    const plan = readPlan(await run('plan', '--json'));
    expect(plan.totals).toMatchObject({ send: 39, in_doubt: 1 });
    expect(plan.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'PP227',
        severity: 'warning',
        message: `${seen?.run} is being sent in local: 1 notification of it under way now, and what it has not sent yet counts as to be sent`,
        help: expect.stringMatching(/: pushplan status run_\w{12} --watch --env local$/v),
      }),
    );
    expect((await run('plan')).stdout).toContain('1  in doubt or under way: see pushplan status');

    apply.kill('SIGKILL');
    await apply.ended;
    const [dead] = readRuns(await run('status', '--json'));
    expect(dead).toMatchObject({ state: 'running', under_way: 0, totals: { planned: 40, in_doubt: 1, not_sent: 39 } });
    expect([seen?.abandoned, dead?.abandoned]).toEqual([undefined, true]);
    const gone = 'its process is gone, so nobody sends it';
    expect((await run('status')).stdout).toContain(`  ${gone}\n`);
    const { stdout } = await run('status', dead?.run ?? '');
    expect(stdout).toContain(`${dead?.run} in local: running\n  ${gone}\n`);
    const next = `pushplan resume ${dead?.run} --env local`;
    expect(stdout).toContain(`Next: ${next}\n`);
    expect((await run('report', dead?.run ?? '', '--format', 'markdown')).stdout).toMatch(
      new RegExp(`Running, .* after it began, but ${gone}\\.\\*\\* Next: \`${next}\`\n`, 'v'),
    );
    expect(readPlan(await run('plan', '--json')).diagnostics).not.toContainEqual(
      expect.objectContaining({ code: 'PP227' }),
    );
  } finally {
    apply.kill('SIGKILL');
    await apply.ended;
  }
});
