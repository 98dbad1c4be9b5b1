// Lists in a workbook: which sheet is read in a plan and while a run waits.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { makeWorkbook, textRow } from '../support/make-workbook.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

/** Two sheets, with one person in each. */
const workbook = makeWorkbook({
  sheets: {
    First: textRow(1, ['email']) + textRow(2, ['person10@example.com']),
    Second: textRow(1, ['email']) + textRow(2, ['person20@example.com']),
  },
});

function naming(sheet: string): string {
  return `suppress: [{ name: gone, file: gone.xlsx, sheet: ${sheet} }]`;
}

test('each entry of exclude names its own sheet of one workbook', async () => {
  const more = 'exclude: [{ file: staff.xlsx, sheet: Second }, { file: staff.xlsx, sheet: First }]';
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ more }),
    'people.csv': people(30),
    'staff.xlsx': workbook,
  });
  const { campaigns, diagnostics } = readPlan(await workspace.run('plan', '--json'));
  expect(campaigns).toMatchObject([
    {
      counts: { send: 28, removed: { excluded: 2 } },
      lists: [
        { name: 'staff.xlsx (Second)', entries: 1, removed: 1 },
        { name: 'staff.xlsx (First)', entries: 1, removed: 1 },
      ],
    },
  ]);
  expect(diagnostics).toEqual([]);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  const reached = await workspace.reached();
  for (const number of [10, 20]) expect(reached).not.toContain(`person${number}@example.com`);
});

test('another sheet of the same file is another list, and applies to a run that waits', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(30), 'gone.xlsx': workbook },
    { more: naming('First') },
  );
  const stopped = await workspace.run('apply', '--yes', '--json', '--max-sends', '5');
  expect(readRun(stopped).totals).toMatchObject({ planned: 29, accepted: 5 });
  const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  await workspace.write('pushplan.yaml', settings.replace(naming('First'), naming('Second')));
  const resumed = readRun(await workspace.run('resume', readRun(stopped).run, '--json'));
  expect(resumed).toMatchObject({ totals: { accepted: 28, not_sent: 1 }, left_out: { suppressed: 1 } });
  expect(await workspace.reached()).not.toContain('person20@example.com');
});
