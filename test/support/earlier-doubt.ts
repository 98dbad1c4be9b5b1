// Doubt that an earlier run left: people who were not sent to, people who were sent to without an answer, and a Message Center
// that is turned on later.
import { DatabaseSync } from 'node:sqlite';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readRun } from './documents.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from './sending-workspace.ts';
import { campaignText, people } from './workspace.ts';

export const keyed = { more: 'key: "{{email}}"' };
export const helloFiles = { 'hello.campaign.yaml': campaignText(keyed), 'people.csv': people(60) };
export const askAtOnce = 'message_center: { after: 0s, requests_per_minute: 60000 }';

/** Of 60 people, 19 were in a request that got a 500 and was not sent, and 20 in a later one that got a 500 although it was sent. */
export const unsentAndSent: SendingOptions = {
  faults: [
    { kind: '500', requests: [2] },
    { kind: '500-after-send', requests: [4] },
  ],
};

export async function makeDoubt(options: SendingOptions = unsentAndSent): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(helloFiles, options);
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode, result.stderr).toBe(7);
  expect(readRun(result)).toMatchObject({
    totals: { planned: 60, not_sent: 0 },
    settled_before: { asked: 0, accepted: 0, left: 0 },
  });
  return workspace;
}

/** Turns on the Message Center, which was off when the doubt arose. */
export async function turnOn(workspace: SendingWorkspace, terms = askAtOnce): Promise<void> {
  const path = join(workspace.root, 'pushplan.yaml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/message_center: (?:off|\{[^\}]*\})/v, terms));
}

export function readDecisions(workspace: SendingWorkspace): readonly unknown[] {
  using ledger = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'), { readOnly: true });
  return ledger.prepare('SELECT who, decided FROM decision ORDER BY number').all();
}

/** Makes a run that stopped after 60 of 80 notifications, 39 of them in doubt. Then the Message Center is turned on. */
export async function makeStopped(): Promise<{ readonly workspace: SendingWorkspace; readonly run: string }> {
  const workspace = await makeSendingWorkspace({ ...helloFiles, 'people.csv': people(80) }, unsentAndSent);
  const result = await workspace.run('apply', '--yes', '--json', '--max-sends', '60');
  expect(result.exitCode, result.stderr).toBe(8);
  const { run, totals } = readRun(result);
  expect(totals).toMatchObject({ planned: 80, in_doubt: 39 });
  await turnOn(workspace);
  return { workspace, run };
}
