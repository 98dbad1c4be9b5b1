// Tries each pair of versions on the page about upgrading, and compares the message and the exit code with the page.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { oldFiles } from '../support/old-campaigns.ts';
import { putOldExport, putOldSqlite } from '../support/old-ledgers.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText } from '../support/workspace.ts';

interface Pair {
  readonly code: string;
  readonly exit: number;
}

/** Reads the rows of the page's table by their first column. */
function readPairs(): ReadonlyMap<string, Pair> {
  const rows = readRepositoryFile('.github/docs/upgrading.md').matchAll(
    /^\| (?<what>an? .*?) +\| (?<code>PP\d{3}|nothing) +\| +(?<exit>\d+) \|/gmv,
  );
  return new Map(
    [...rows].map(({ groups }) => [
      groups?.['what'] ?? '',
      { code: groups?.['code'] ?? '', exit: Number(groups?.['exit']) },
    ]),
  );
}

type Change = (workspace: SendingWorkspace) => Promise<void>;

function savePlan(edit: (text: string) => string): Change {
  return async ({ root, run }) => {
    await run('plan', '--out', 'plan.json');
    const file = join(root, 'plan.json');
    await writeFile(file, edit(await readFile(file, 'utf8')));
  };
}

async function makeLedgerNewer({ root, run }: SendingWorkspace): Promise<void> {
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  using ledger = new DatabaseSync(join(root, '.pushplan/local.db'));
  ledger.exec('PRAGMA user_version = 99');
}

/** A plan saved by 0.1.0 contains less. */
function makeOlder(text: string): string {
  const plan: { saved: Record<string, unknown> } = JSON.parse(text);
  const { later: _later, ...saved } = plan.saved;
  return JSON.stringify({ ...plan, saved: { ...saved, version: 1 } });
}

const applyPlan = ['apply', 'plan.json', '--yes'];

/**
 * Two pairs have tests of their own: workers, which need PostgreSQL (test/posix/ledger-version.test.ts), and exports
 * (test/ledger/moving/export-file.test.ts).
 */
const elsewhere = ['a worker whose ledger is brought to a newer version', 'an export of a newer version'];

const pairs: Readonly<Record<string, readonly [change: Change, line: readonly string[]]>> = {
  'a plan of an older version, kept in another form': [savePlan(makeOlder), applyPlan],
  'a plan of a newer version, in another format': [
    savePlan((text) => text.replace('"format_version": "1.0"', '"format_version": "2.0"')),
    applyPlan,
  ],
  'a plan of another version, in the same format': [savePlan((text) => text), applyPlan],
  'a ledger of an older version': [async ({ root }) => void (await putOldSqlite(root)), ['plan']],
  'a ledger of a newer version': [makeLedgerNewer, ['apply', '--yes']],
  'an export of an older version': [
    ({ root }) => putOldExport(join(root, 'old.ledger')),
    ['ledger', 'import', 'old.ledger'],
  ],
  'a campaign or pushplan.yaml of a newer version': [
    (workspace) => workspace.write('hello.campaign.yaml', campaignText().replace('version: 1', 'version: 2')),
    ['validate'],
  ],
  'a lock of a newer version': [
    async (workspace) => {
      const query = campaignText().replace('{ file: people.csv }', '{ query: people.sql, columns: { name: string } }');
      await workspace.write('hello.campaign.yaml', query);
      await workspace.write('people.sql', 'SELECT 1');
      await workspace.write('audiences/hello.lock.yaml', 'version: 2\n');
    },
    ['validate', '--no-rows'],
  ],
};

test('the page has each tested pair, and no other', () => {
  const named = [...readPairs().keys()];
  expect(new Set(named)).toEqual(new Set([...Object.keys(pairs), ...elsewhere]));
});

test.each(Object.entries(pairs))('%s', async (what, [change, line]) => {
  const wanted = readPairs().get(what);
  await using workspace = await makeSendingWorkspace(
    what.includes('older version') && !what.includes('plan')
      ? oldFiles
      : { 'hello.campaign.yaml': campaignText(), 'people.csv': 'email,name\nana@example.com,Ana\n' },
  );
  await change(workspace);
  const { exitCode, stdout, stderr } = await workspace.run(...line);
  const said = stdout + stderr;
  expect({ code: /PP\d{3}/v.exec(said)?.[0] ?? 'nothing', exit: exitCode }, said).toEqual(wanted);
});
