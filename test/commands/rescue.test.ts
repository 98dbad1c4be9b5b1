// A rescue file that a run left behind: the next command that sends reads it, reports it, and loses nobody.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

test.each(['', 'not a rescue file', 'pushplan rescue 1 ledger_of_another\n00000000 {"attempt":1}\n'])(
  'a damaged rescue file (%j) is reported on stderr and set aside, and the run continues',
  async (content) => {
    await using workspace = await makeSendingWorkspace({
      'hello.campaign.yaml': campaignText(),
      'people.csv': people(30),
    });
    const { run } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '10'));
    const file = join(workspace.root, '.pushplan', 'local.db.rescue');
    await writeFile(file, content, { mode: 0o600 });
    const result = await workspace.run('resume', run, '--json');
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toMatch(/warning.*PP417/);
    expect(result.stderr).toContain('local.db.rescue.damaged');
    expect(readRun(result)).toMatchObject({ run, state: 'finished', totals: { planned: 30, accepted: 30 } });
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(content);
    expect(workspace.sandbox.stats().duplicates).toBe(0);
    const again = await workspace.run('apply', '--yes');
    expect(again.stderr).not.toContain('PP417');
  },
);
