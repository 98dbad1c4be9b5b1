// A ledger that pushplan 0.1.0 wrote, on either engine: it is refused until it is migrated. Then nobody gets a notification twice or is lost.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { oldCampaigns, oldFiles, type OldCampaign } from '../support/old-campaigns.ts';
import { askPostgres, putOldExport, putOldPostgres, putOldSqlite } from '../support/old-ledgers.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';

const server = sharePostgresDatabase();

interface OldWorld {
  readonly workspace: SendingWorkspace;
  /** Returns a hash of everything in the ledger. */
  sum(): Promise<string>;
}

async function onSqlite(): Promise<OldWorld> {
  const workspace = await makeSendingWorkspace(oldFiles);
  const file = await putOldSqlite(workspace.root);
  return { workspace, sum: async () => sumOf(await readFile(file)) };
}

async function onPostgres(): Promise<OldWorld> {
  const schema = await putOldPostgres(server());
  const environment = 'message_center: off, ledger_env: LEDGER';
  const env = { LEDGER: server().url(`?schema=${schema}`) };
  const workspace = await makeSendingWorkspace(oldFiles, { environment, env });
  return {
    workspace,
    sum: async () => {
      const [all] = await askPostgres(server(), `SELECT schema_to_xml('${schema}', true, false, '')::text AS rows`);
      return sumOf(String(all?.['rows']));
    },
  };
}

function sumOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Runs a command line with --json, and returns the result. */
async function succeed(workspace: SendingWorkspace, line: string, exitCode = 0): Promise<unknown> {
  const result = await workspace.run(...line.split(' '), '--json');
  expect(result.exitCode, `${line}: ${result.stderr}`).toBe(exitCode);
  return result.json();
}

interface Seen {
  readonly run: string;
  readonly state: string;
  readonly campaigns: readonly { readonly id: string }[];
}

async function findRun(workspace: SendingWorkspace, campaign: OldCampaign): Promise<string> {
  const { runs } = (await succeed(workspace, 'status')) as { readonly runs: readonly Seen[] };
  const found = runs.find(({ campaigns }) => campaigns.some(({ id }) => id === campaign));
  if (found === undefined) throw new Error(`there is no run of ${campaign}`);
  return found.run;
}

function unknownPeopleOf(requests: number): object {
  return {
    diagnostics: [
      {
        severity: 'warning',
        code: 'PP349',
        message: expect.stringContaining(`does not know the people of ${requests} requests`),
      },
    ],
  };
}

const asItWas = { totals: { send: 160, resend: 0, settled: 109, in_doubt: 42 } };

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
])('on %s', (name, open) => {
  test('every command refuses it until it is migrated, and does not change it', async () => {
    const { workspace, sum } = await open();
    await using _workspace = workspace;
    const before = await sum();
    const lines = [
      'plan',
      'apply --yes',
      'apply --yes --new-ledger',
      'status',
      'resume run_000000000000',
      'resolve run_000000000000 --as accepted --reason x --yes',
      'pause run_000000000000',
      'stop run_000000000000',
      'stop --all --yes --env local',
      'ledger verify',
      'ledger export copy.ledger',
      'ledger export --close moved.ledger',
      'ledger import old.ledger',
      ...(name === 'SQLite' ? [] : ['worker --once', 'apply --yes --detach']),
    ];
    await putOldExport(join(workspace.root, 'old.ledger'));
    for (const line of lines) {
      const { exitCode, stdout, stderr } = await workspace.run(...line.split(' '));
      const said = (stderr + stdout).replaceAll(/\s+/g, ' ');
      expect(`${line}: ${exitCode} ${said}`).toMatch(
        /: 4 .*PP341.* is of version 1; this pushplan works with version \d\..*pushplan ledger migrate --env local\b/,
      );
    }
    expect(await sum()).toBe(before);
  });

  test('stopped and superseded runs and runs in doubt can be resumed and resolved, and a new plan leaves out nobody', async () => {
    await using workspace = (await open()).workspace;
    expect(await succeed(workspace, 'ledger migrate')).toMatchObject(unknownPeopleOf(18));
    expect(
      await succeed(workspace, 'plan done.campaign.yaml rejected.campaign.yaml resolved.campaign.yaml'),
    ).toMatchObject({
      totals: { send: 0, resend: 0, settled: 41, in_doubt: 0 },
    });
    expect(await succeed(workspace, 'plan')).toMatchObject(asItWas);
    const killed = await findRun(workspace, 'killed');
    expect(await succeed(workspace, `resume ${killed}`, 7)).toMatchObject({
      totals: { planned: 200, accepted: 160, in_doubt: 40, not_sent: 0 },
    });
    for (const campaign of ['killed', 'unsure', 'superseded'] as const) {
      await succeed(workspace, `resolve ${await findRun(workspace, campaign)} --as accepted --reason panel --yes`);
    }
    expect(await succeed(workspace, 'apply superseded.campaign.yaml --yes')).toMatchObject({
      totals: { accepted: 20 },
    });
    const people = Object.values(oldCampaigns).reduce((sum, count) => sum + count, 0);
    expect(await succeed(workspace, 'plan')).toMatchObject({
      totals: { send: 0, resend: 0, settled: people, in_doubt: 0 },
    });
    // The 8 requests of the resumed run were spooled by 0.1.0 too, so their people are unknown. Those of the last apply are known.
    expect(await succeed(workspace, 'ledger verify')).toMatchObject(unknownPeopleOf(26));
    const arrived = (await workspace.arrivals()).map(({ notification }) => JSON.stringify(notification));
    expect(arrived).toHaveLength(160);
    expect(new Set(arrived).size).toBe(160);
  });

  test('people in doubt who got nothing are sent to once more', async () => {
    await using workspace = (await open()).workspace;
    await succeed(workspace, 'ledger migrate');
    const killed = await findRun(workspace, 'killed');
    await succeed(workspace, `resolve ${killed} --as not_sent --reason panel --yes`);
    expect(await succeed(workspace, `resume ${killed}`)).toMatchObject({ totals: { accepted: 200 } });
    expect(await workspace.reached()).toHaveLength(180);
  });
});

test('an export that 0.1.0 closed can be imported where it came from, after that ledger is migrated', async () => {
  const { workspace } = await onSqlite();
  await using _workspace = workspace;
  {
    using database = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'));
    database.exec('UPDATE meta SET closed_at = 1');
  }
  await putOldExport(join(workspace.root, 'old.ledger'));
  await succeed(workspace, 'ledger migrate');
  expect((await workspace.run('apply', '--yes')).stderr).toContain('PP340');
  expect(await succeed(workspace, 'ledger import old.ledger')).toMatchObject(unknownPeopleOf(18));
  expect(await succeed(workspace, 'plan')).toMatchObject(asItWas);
});

test.each([
  ['a new file', () => 'sqlite:new/place.db'],
  ['a new schema', () => server().url('?schema=moved_here')],
])('an export that 0.1.0 closed can be imported into %s', async (_name, ledger) => {
  const environment = 'message_center: off, ledger_env: LEDGER';
  await using workspace = await makeSendingWorkspace(oldFiles, { environment, env: { LEDGER: ledger() } });
  await putOldExport(join(workspace.root, 'old.ledger'));
  await succeed(workspace, 'ledger import old.ledger');
  expect(await succeed(workspace, 'plan')).toMatchObject(asItWas);
});
