// What becomes of a test is told, whatever becomes of its record.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendTest } from '../../../src/commands/testing/send-test.ts';
import type { Answer } from '../../../src/delivery/sender.ts';
import { realClock } from '../../support/real-clock.ts';
import { makeWorkspace } from '../../support/workspace.ts';

test('a record that fails once the request has left is a warning beside the outcome', async () => {
  await using workspace = await makeWorkspace();
  const record = join(workspace.root, '.pushplan/tests.ndjson');
  const send = async (): Promise<Answer> => {
    await rm(record);
    await mkdir(record);
    return { kind: 'settled', status: 200, outcomes: [{ kind: 'accepted' }], attributes: [null] };
  };
  const { signal } = new AbortController();
  const { verdict, diagnostics } = await sendTest(
    { clock: realClock, stderr: { write: () => {} } },
    { soft: signal, hard: signal, [Symbol.dispose]: () => {} },
    {
      root: workspace.root,
      control: undefined,
      target: { sender: { send, [Symbol.asyncDispose]: async () => {} } },
      terms: { async: false, reportAttributes: [] },
      notifications: [{ id: 'test_1-0', payload: Buffer.from('{}'), identities: [], evidence: null }],
      line: { test: 'test_1', environment: 'local', campaign: 'hello', row: 1, to: ['desk'] },
    },
  );
  expect(verdict.outcomes).toEqual([{ kind: 'accepted' }]);
  expect(diagnostics).toMatchObject([{ code: 'PP505', severity: 'warning' }]);
});
