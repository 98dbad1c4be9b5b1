// The command that status and apply suggest for notifications in doubt.
import { expect, test } from 'vitest';
import { readRun, readRuns } from '../../support/documents.ts';
import { makeSendingWorkspace } from '../../support/sending-workspace.ts';
import { campaignText, people } from '../../support/workspace.ts';

test('if the Message Center is off, the advice does not name it', async () => {
  const environment = 'message_center: off';
  const how = '--as accepted|not_sent --reason TEXT';
  const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) };
  const faults = [{ kind: '500-after-send', requests: [1] }] as const;
  await using workspace = await makeSendingWorkspace(files, { environment, faults });
  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode).toBe(7);
  expect(readRun(applied).diagnostics.find(({ code }) => code === 'PP406')?.help).toContain(
    `pushplan resolve RUN --env local ${how}`,
  );
  const [run] = readRuns(await workspace.run('status', '--json'));
  const status = await workspace.run('status', run?.run ?? '');
  expect(status.stdout).toContain(`pushplan resolve ${run?.run} --env local ${how}\n`);
  expect(status.stdout.match(/pushplan resolve/gv)).toHaveLength(1);
});
