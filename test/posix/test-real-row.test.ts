// pushplan test --real-row on a terminal: warns that it shows data of a customer, and sends only after the number is typed.
import { expect, test } from 'vitest';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { openSession } from '../support/terminal-session.ts';
import { campaignText, people } from '../support/workspace.ts';

test.each([
  ['1', 0, ['Hello Person 0']],
  ['y', 3, []],
] as const)('typing %j ends with exit %i', async (typed, exitCode, titles) => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) },
    { more: 'test_recipients: [{ name: desk, email_env: DESK }]\ntest_camp_id: 9001' },
  );
  const session = openSession(['test', 'hello', '--real-row', '--no-color'], {
    cwd: workspace.root,
    columns: 100,
    rows: 24,
    env: { KEY: localKey, DESK: 'desk@office.example' },
  });
  await session.until(/row 1 as it is[^]*To 1 phone: desk\.\s+These are a customer's data[^]*Type 1 to send/v);
  expect(workspace.sandbox.stats().requests).toBe(0);
  session.type(`${typed}\n`);
  expect(await session.ended).toBe(exitCode);
  expect(workspace.sandbox.inbox().map(({ notification }) => notification['title'])).toEqual(titles);
  expect(workspace.sandbox.inbox().map(({ notification }) => notification['identifiers'])).toEqual(
    titles.map(() => ({ 'INSIDER.email': 'desk@office.example' })),
  );
});
