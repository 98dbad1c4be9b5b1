// pushplan status --watch: follows a run of another process, by the ledger alone, until it has ended.
import { expect, test } from 'vitest';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { holdAnswers } from '../support/held-answers.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { startApply } from '../support/start-apply.ts';
import { untilRequests } from '../support/until-requests.ts';
import { startWatching } from '../support/watching.ts';

/** Requests per minute. So slow that a run takes minutes, and cannot end before the test has acted on it. */
const slow = 60;

test('prints plain lines while another process sends, and at the end the same as status', async () => {
  const answers = holdAnswers(1);
  await using apply = await startApply({ recipients: 2_000, clock: answers.clock });
  const { workspace, run } = apply;
  const watching = await startWatching(['status', run, '--watch'], { cwd: workspace.root });
  await watching.until(/^Sending: /mv);
  answers.letGo();
  const { exitCode, stdout, stderr } = await watching.ended;
  expect(exitCode).toBe(0);
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toMatch(
    /^Sending: [\d,]+ of 2,000 \(\d+%\), accepted [\d,]+, refused 0, rejected 0, in doubt 0, not sent /v,
  );
  expect(lines.at(-1)).toMatch(
    /^Finished: 2,000 of 2,000 \(100%\), accepted 2,000, .*not sent 0, \d+ requests in the last minute$/v,
  );
  expect((await apply.ended).exitCode).toBe(0);
  expect(stdout).toBe((await workspace.run('status', run)).stdout);
});

test('without RUN it watches the active run, shows who paused it, and continues until it has ended', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: slow });
  const { workspace, run } = apply;
  const watching = await startWatching(['status', '--watch', '--json'], { cwd: workspace.root });
  await watching.until(/^Sending: /mv);
  await workspace.run('pause', run);
  await watching.until(/^Paused by tester@test-host: [\d,]+ of 3,000/mv);
  await apply.ended;
  await workspace.run('stop', run);
  const ended = await watching.until(/"state": ?"stopped"/v);
  expect(ended).toMatch(/^Stopped by tester@test-host: [\d,]+ of 3,000/mv);
  const result = await watching.end();
  expect(result.exitCode).toBe(0);
  expect(readRun(result)).toMatchObject({ run, state: 'stopped' });
});

test('Ctrl-C stops watching, and the run continues', async () => {
  await using apply = await startApply({ recipients: 3_000, pace: slow });
  const { workspace, run } = apply;
  const watching = await startWatching(['status', run, '--watch'], { cwd: workspace.root });
  await watching.until(/^Sending: /mv);
  const { exitCode, stdout } = await watching.end();
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${run} in local: running`);
  await untilRequests(workspace.sandbox, workspace.sandbox.stats().requests + 2, [apply.ended]);
  await workspace.run('stop', run);
  expect((await apply.ended).exitCode).toBe(8);
});

test('a run that has ended is shown at once; without any run, it says so', async () => {
  await using workspace = await makeSendingWorkspace({});
  expect(await workspace.run('status', '--watch')).toMatchObject({ exitCode: 0, stdout: 'No runs yet.\n', stderr: '' });
  const unknown = await workspace.run('status', 'run_000000000000', '--watch', '--json');
  expect(unknown.exitCode).toBe(3);
  expect(readDiagnostics(unknown)).toMatchObject([{ code: 'PP412' }]);
  const mixed = await workspace.run('status', 'run_000000000000', '--watch', '--export', 'in_doubt', '--json');
  expect(mixed.exitCode).toBe(3);
  expect(readDiagnostics(mixed)).toMatchObject([{ code: 'PP502' }]);
});
