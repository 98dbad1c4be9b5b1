// A closed ledger: commands that open it report that, commands that would change it are refused, and no output advises one of those.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

/** The address of a ledger to close, and how messages name it. */
const places = {
  SQLite: () => ({ address: 'sqlite:old.db', shown: /old\.db/v }),
  PostgreSQL: () => {
    const schema = `c_${randomBytes(4).toString('hex')}`;
    return { address: server().url(`?schema=${schema}`), shown: new RegExp(`postgres://\\S+\\?schema=${schema}`, 'v') };
  },
};

interface Closed extends AsyncDisposable {
  readonly workspace: SendingWorkspace;
  readonly shown: RegExp;
  /** The id of a run that has sent 40 of its 60 notifications. */
  readonly run: string;
  /** Runs a command line, and returns its exit code and output. */
  say(line: string): Promise<string>;
}

async function makeClosed(kind: keyof typeof places, close = 'ledger export --close away'): Promise<Closed> {
  const { address, shown } = places[kind]();
  const files = { 'people.csv': people(60), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) };
  const options = {
    environment: 'message_center: off, ledger_env: LEDGER',
    env: { LEDGER: address },
    more: 'workspace_id: ws_0123456789ab',
  };
  const workspace = await makeSendingWorkspace(files, options);
  const { run } = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '40'));
  const say = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await workspace.run(...line.split(' '));
    return `${exitCode} ${(stderr + stdout).replaceAll(/\s+/gv, ' ')}`;
  };
  expect(await say(close)).toMatch(/^0 /v);
  return { workspace, shown, run, say, [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose]() };
}

const closedAt = /was closed at 20\d\d-\d\d-\d\d \d\d:\d\d UTC, when it was exported to be moved: it sends no more/v;

describe.each(['SQLite', 'PostgreSQL'] as const)('a ledger on %s that was closed', (kind) => {
  test('can be read with a warning, which recommends no command that would be refused', async () => {
    await using closed = await makeClosed(kind);
    const { workspace, run, say, shown } = closed;
    for (const [line, begins] of [
      ['status', /^0 .*planned 60.*warning PP340/v],
      [`status ${run}`, /^0 .*planned 60.*warning PP340/v],
      ['status --watch', /^0 .*planned 60.*warning PP340/v],
      [`status ${run} --export accepted --out accepted.csv`, /^0 .*warning PP340/v],
      [`report ${run} --format markdown`, /^0 .*warning PP340.*Stopped .*Its ledger was closed since/v],
      ['ledger verify', /^0 warning PP340.*is intact/v],
      ['ledger migrate', /^0 warning PP340.*there is nothing to do/v],
      ['ledger export copy', /^0 warning PP340.*40 notifications written to copy/v],
      ['calendar', /^0 error PP340.*1 error, 0 warnings/v],
      ['explain hello --recipient email=person1@example.com', /^0 error PP340.*Row 2/v],
      ['doctor', /^4 .*wrong ledger: The ledger .*\(PP340\)/v],
    ] as const) {
      const said = await say(line);
      expect(said, line).toMatch(begins);
      expect(said, line).toMatch(closedAt);
      expect(said, line).toMatch(shown);
      expect(said, line).toContain(
        'To open this one again, import the export here: pushplan ledger import FILE --env local.',
      );
      expect(said, line).not.toMatch(/Next|pushplan (?:apply|resume|retry|resolve|ledger (?:migrate|export --close))/v);
    }
    const warned = [{ severity: 'warning', code: 'PP340' }];
    expect(readRun(await workspace.run('status', run, '--json'))).toMatchObject({ run, diagnostics: warned });
    expect((await workspace.run('status', '--json')).json()).toMatchObject({ runs: [{ run }], diagnostics: warned });
    expect((await workspace.run('ledger', 'verify', '--json')).json()).toMatchObject({ diagnostics: warned });
  });

  test('blocks a plan, so that nobody approves a plan of the old ledger', async () => {
    await using closed = await makeClosed(kind);
    const { workspace, say } = closed;
    expect(await say('plan --out sale.plan.json')).toMatch(
      /^4 .*Blocked by 1 error: apply sends nothing of this plan.*error PP340 pushplan\.yaml:3:\d+ The ledger/v,
    );
    const planned = await workspace.run('plan', '--json');
    expect(planned.exitCode).toBe(4);
    expect(readPlan(planned)).toMatchObject({ totals: { send: 20, settled: 40 }, diagnostics: [{ code: 'PP340' }] });
    expect(await say('apply sale.plan.json --yes')).toMatch(/^4 error PP/v);
  });

  test('refuses commands that would change it, including a second close', async () => {
    await using closed = await makeClosed(kind);
    const { workspace, run, say, shown } = closed;
    for (const line of [
      'apply --yes',
      'apply --yes --new-ledger',
      `resume ${run}`,
      `resolve ${run} --as not_sent --reason none --yes`,
      `retry ${run} --only InvalidCertificate --reason none`,
      `pause ${run}`,
      `stop ${run}`,
      'stop --all --env local --yes',
      'ledger export --close twice',
      ...(kind === 'PostgreSQL' ? ['worker --once'] : []),
    ]) {
      const said = await say(line);
      expect(said, line).toMatch(/^4 error PP340/v);
      expect(said, line).toMatch(closedAt);
      expect(said, line).toMatch(shown);
    }
    expect(await workspace.reached()).toHaveLength(40);
    expect(await say('ledger import twice')).toMatch(/^3 error PP150 .*twice cannot be read/v);
    expect(await say('ledger import away')).toMatch(/^0 .*it is the ledger/v);
    expect(await say(`resume ${run}`)).toMatch(/^0 /v);
    expect(new Set(await workspace.reached()).size).toBe(60);
  });

  test('can be continued if its export is lost, by restoring a copy', async () => {
    await using closed = await makeClosed(kind, 'ledger export --close lost');
    const { workspace, say } = closed;
    expect(await say('help PP340')).toContain('If the export is lost and was imported nowhere, make a copy');
    expect(await say('ledger export copy')).toMatch(/^0 /v);
    expect(await say('ledger import copy')).toMatch(/^4 error PP345 copy is a copy, not the export that closed/v);
    expect(await say('ledger import copy --restore')).toMatch(/^0 .*40 notifications imported/v);
    expect(await say('ledger import copy.imported')).toMatch(/^4 error PP345 copy\.imported was imported before/v);
    expect(await say('apply --yes')).toMatch(/^0 /v);
    const reached = await workspace.reached();
    expect([reached.length, new Set(reached).size]).toEqual([60, 60]);
  });
});

test('a ledger that moved within its folder is reported as closed, not as having gone back in time', async () => {
  await using closed = await makeClosed('SQLite');
  const { workspace, run, say } = closed;
  const sayNew = async (...argv: readonly string[]): Promise<number> =>
    (await pushplan(argv, { cwd: workspace.root, env: { KEY: localKey, LEDGER: 'sqlite:new.db' } })).exitCode;
  expect(await sayNew('ledger', 'import', 'away')).toBe(0);
  expect(await sayNew('resume', run)).toBe(0);
  for (const line of ['status', 'ledger verify', 'ledger export copy']) {
    expect(await say(line), line).toMatch(/^0 .*warning PP340/v);
  }
  // The newer ledger exists. Another one beside it would send to 20 people twice.
  expect(await say('ledger import copy --restore')).toMatch(/^4 error PP311 .*has gone back in time/v);
  expect(await workspace.reached()).toHaveLength(60);
});

test('a copy replaces a lost file if --restore is given', async () => {
  await using closed = await makeClosed('SQLite', 'ledger export copy');
  const { workspace, run, say } = closed;
  expect(await say(`resume ${run}`)).toMatch(/^0 /v);
  await rm(join(workspace.root, 'old.db'));
  expect(await say('status')).toMatch(/^4 error PP311 .* is gone, .*pushplan ledger import FILE --restore/v);
  expect(await say('ledger import copy')).toMatch(/^4 error PP345/v);
  expect(await say('ledger import copy --restore')).toMatch(/^0 .*kept as copy\.imported;/v);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 20, settled: 40 });
  await rm(join(workspace.root, 'old.db'));
  expect(await say('ledger import copy.imported --restore')).toMatch(/^0 .*kept as copy\.imported;/v);
});
