// A ledger belongs to one endpoint: what was rehearsed never counts as sent, and what was sent never counts as rehearsed.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { askPostgres } from '../support/old-ledgers.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { campaignText, people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

interface World extends AsyncDisposable {
  readonly workspace: SendingWorkspace;
  readonly folder: string;
  /** The name of the schema, if the ledger is on PostgreSQL. */
  readonly schema: string;
  /** Writes the endpoint into pushplan.yaml. */
  use(endpoint: string, more?: string): Promise<void>;
  /** Runs a command line, and returns its exit code and output. */
  say(line: string, env?: Readonly<Record<string, string>>): Promise<string>;
  succeed(line: string): Promise<string>;
}

const oldHost = 'https://push-1.example.com';
const newHost = 'https://push-2.example.com';

async function makeWorld(kind: 'SQLite' | 'PostgreSQL' = 'SQLite'): Promise<World> {
  const schema = `endpoint_${randomBytes(6).toString('hex')}`;
  const workspace = await makeSendingWorkspace({
    'people.csv': people(30),
    'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }),
  });
  const env = {
    KEY: localKey,
    LEDGER: kind === 'SQLite' ? 'sqlite:.pushplan/live.db' : server().url(`?schema=${schema}`),
  };
  const say = async (line: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const result = await pushplan(line.split(' '), { cwd: workspace.root, env: { ...env, ...more } });
    return `${result.exitCode} ${(result.stderr + result.stdout).replaceAll(/\s+/g, ' ')}`;
  };
  return {
    workspace,
    schema,
    folder: join(workspace.root, '.pushplan'),
    use: (endpoint, more = '') =>
      workspace.write(
        'pushplan.yaml',
        `version: 1
allowed_hosts: [push-1.example.com, push-2.example.com]
environments:
  live: { endpoint: ${endpoint}, api_key_env: KEY, ledger_env: LEDGER, requests_per_minute: 6000, message_center: off${more} }
`,
      ),
    say,
    succeed: async (line) => {
      const said = await say(line);
      expect(said, line).toMatch(/^0 /);
      return said;
    },
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  };
}

/** The number of notifications that the plan would send. */
async function sends(world: World): Promise<number> {
  const said = await world.say('plan --json');
  return Number(/"send":(\d+)/.exec(said.replaceAll(' ', ''))?.[1]);
}

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  test('rehearsed notifications do not count as settled for a real endpoint: every command refuses', async () => {
    await using world = await makeWorld(kind);
    await world.use('sandbox');
    await world.succeed('apply --yes');
    expect(await sends(world)).toBe(0);
    await world.use(oldHost);
    const lines = [
      'plan',
      'apply --yes',
      'status',
      'resume run_000000000000',
      'resolve run_000000000000 --as accepted --reason x --yes',
      'pause run_000000000000',
      'stop --all --yes --env live',
      'ledger verify',
      'ledger export copy.ledger',
      'ledger export --close moved.ledger',
      'ledger migrate',
      'ledger migrate --endpoint --yes',
      ...(kind === 'SQLite' ? [] : ['worker --once', 'apply --yes --detach', 'apply --yes --new-ledger']),
    ];
    const remedy = kind === 'SQLite' ? 'pushplan apply --new-ledger' : String.raw`add \?schema=NAME`;
    for (const line of lines) {
      expect(await world.say(line), line).toMatch(
        new RegExp(
          `^4 .*PP327 .* is of the endpoint sandbox, and the environment live has push-1\\.example\\.com\\..*${remedy}`,
        ),
      );
    }
    await world.use('sandbox');
    expect(await sends(world)).toBe(0);
  });

  test('loopback is one endpoint, whatever its port, and differs from the sandbox and from a host', async () => {
    await using world = await makeWorld(kind);
    await world.use(world.workspace.sandbox.url);
    await world.succeed('apply --yes');
    for (const same of ['http://127.0.0.1:1', 'http://localhost:2', "'http://[::1]:3'"]) {
      await world.use(same);
      expect(await sends(world)).toBe(0);
    }
    await world.use('sandbox');
    expect(await world.say('plan')).toMatch(/^4 .*PP327 .*is of the endpoint loopback \(a server on this machine\)/);
    await world.use(oldHost);
    expect(await world.say('plan')).toMatch(/^4 .*PP327/);
  });

  test('a host that has moved can keep its ledger if somebody confirms it', async () => {
    await using world = await makeWorld(kind);
    await world.use(oldHost);
    await world.succeed('ledger migrate --new-ledger');
    await world.use(newHost);
    expect(await world.say('plan')).toMatch(
      /^4 .*PP327 .*If push-1\.example\.com has moved .*ledger migrate --endpoint/,
    );
    expect(await world.say('apply --yes --new-ledger')).toMatch(/^4 .*PP327/);
    expect(await world.say('ledger migrate --endpoint')).toMatch(/^3 .*PP503.*--yes/);
    expect(await world.say('plan')).toMatch(/^4 /);
    expect(await world.succeed('ledger migrate --endpoint --yes')).toMatch(
      /was of push-1\.example\.com, and is of push-2\.example\.com now\./,
    );
    expect(await sends(world)).toBe(30);
    expect(await world.succeed('ledger migrate --endpoint')).toMatch(/of push-2\.example\.com: there is nothing to do/);
    await world.use(oldHost);
    expect(await world.say('plan')).toMatch(/^4 /);
  });

  test('changing a host to a rehearsal endpoint does not move the ledger', async () => {
    await using world = await makeWorld(kind);
    await world.use(oldHost);
    await world.succeed('ledger migrate --new-ledger');
    for (const rehearsal of ['sandbox', world.workspace.sandbox.url]) {
      await world.use(rehearsal);
      for (const line of ['apply --yes', 'apply --yes --new-ledger', 'ledger migrate --endpoint --yes']) {
        expect(await world.say(line), line).toMatch(
          /^4 .*PP327 .*Put the endpoint back, and rehearse in an environment of its own\./,
        );
      }
    }
    await world.use(oldHost);
    expect(await world.say('ledger verify')).toMatch(/^0 /);
  });

  test('the endpoint is not changed while a run is under way', async () => {
    await using world = await makeWorld(kind);
    await world.use(world.workspace.sandbox.url);
    expect(await world.say('apply --yes --max-sends 20')).toMatch(/^8 /);
    const ask = async (sql: string): Promise<void> => {
      if (kind === 'PostgreSQL') return void (await askPostgres(server(), `SET search_path = ${world.schema}; ${sql}`));
      using database = new DatabaseSync(join(world.folder, 'live.db'));
      database.exec(sql);
    };
    await ask("UPDATE meta SET endpoint = 'push-1.example.com'; UPDATE run SET state = 'paused'");
    await world.use(newHost);
    expect(await world.say('ledger migrate --endpoint --yes')).toMatch(
      /^9 .*PP346 .*the run run_\w+ in it is paused\..*pushplan stop run_/,
    );
    await ask("UPDATE run SET state = 'stopped'");
    await world.succeed('ledger migrate --endpoint --yes');
  });

  test('an export keeps its endpoint', async () => {
    await using world = await makeWorld(kind);
    await world.use('sandbox');
    await world.succeed('apply --yes');
    await world.succeed('ledger export --close moved.ledger');
    const place = { LEDGER: 'sqlite:.pushplan/other.db' };
    await world.use(oldHost);
    expect(await world.say('ledger import moved.ledger', place)).toMatch(
      /^4 .*PP327 .*moved\.ledger is of the endpoint sandbox, and the environment live has push-1\.example\.com/,
    );
    await world.use('sandbox');
    expect(await world.say('ledger import moved.ledger', place)).toMatch(/^0 /);
    expect(await world.say('plan --json', place)).toMatch(/"settled": 30/);
  });

  test('a closed ledger gets no other endpoint, and its export only after it was imported', async () => {
    await using world = await makeWorld(kind);
    await world.use(oldHost);
    await world.succeed('ledger migrate --new-ledger');
    await world.succeed('ledger export --close moved.ledger');
    await world.use(newHost);
    for (const line of ['ledger migrate --endpoint --yes', 'ledger migrate', 'plan', 'status']) {
      expect(await world.say(line), line).toMatch(/^4 error PP340/v);
    }
    expect(await world.say('ledger import moved.ledger')).toMatch(
      /^4 .*PP327 .*Put the endpoint back and import it\. If push-1\.example\.com has moved .*, change .* --env live/v,
    );
    await world.use(oldHost);
    await world.succeed('ledger import moved.ledger');
    await world.use(newHost);
    await world.succeed('ledger migrate --endpoint --yes');
    expect(await sends(world)).toBe(30);
  });
});

test('on PostgreSQL the endpoint is not changed while a worker is alive', async () => {
  await using world = await makeWorld('PostgreSQL');
  await world.use(oldHost);
  await world.succeed('ledger migrate --new-ledger');
  await askPostgres(
    server(),
    `INSERT INTO ${world.schema}.worker (id, host, pid, version, started_at, seen_at, chunks, requests)
     SELECT 'w', 'runner-7', 7, '0', now, now, 1, 1 FROM (SELECT extract(epoch FROM now())::bigint * 1000 AS now) AS clock`,
  );
  await world.use(newHost);
  expect(await world.say('ledger migrate --endpoint --yes')).toMatch(
    /^9 .*PP409 .*Workers are still using this ledger: .* has 1, among them runner-7 7\./,
  );
});

describe('a new ledger file that replaces the ledger of a rehearsal', () => {
  test('keeps the old one beside it, which can be put back, and contains nobody', async () => {
    await using world = await makeWorld();
    await world.use('sandbox');
    await world.succeed('apply --yes');
    const rehearsed = await world.succeed('status');
    await world.use(world.workspace.sandbox.url);
    expect(await world.succeed('apply --yes --new-ledger')).toMatch(
      /PP328 The ledger of a rehearsal is kept as \S+live\.sandbox\.db\. This one is new: nothing has been sent yet\./,
    );
    expect(await world.workspace.reached()).toHaveLength(30);
    expect((await readdir(world.folder)).toSorted()).toEqual([
      'live.db',
      'live.db.lock',
      'live.sandbox.db',
      'live.sandbox.serial',
      'live.serial',
    ]);
    // The ledger belongs to the endpoint now, so nothing is set aside a second time.
    expect(await world.succeed('apply --yes --new-ledger')).not.toContain('PP328');
    for (const end of ['db', 'serial']) {
      await rename(join(world.folder, `live.${end}`), join(world.folder, `live.real.${end}`));
      await rename(join(world.folder, `live.sandbox.${end}`), join(world.folder, `live.${end}`));
    }
    await world.use('sandbox');
    expect(await world.succeed('status')).toBe(rehearsed);
    expect(await sends(world)).toBe(0);
  });

  test('gives the old one a number if the name is taken, and moves the rescue file with it', async () => {
    await using world = await makeWorld();
    await mkdir(world.folder, { mode: 0o700 });
    await writeFile(join(world.folder, 'live.sandbox.db'), 'of somebody else');
    await world.use('sandbox');
    await world.succeed('apply --yes');
    await writeFile(join(world.folder, 'live.db.rescue'), 'what the disk would not take', { mode: 0o600 });
    await world.use(world.workspace.sandbox.url);
    expect(await world.succeed('apply --yes --new-ledger')).toContain('live.sandbox-2.db');
    expect(await readFile(join(world.folder, 'live.sandbox.db'), 'utf8')).toBe('of somebody else');
    expect(await readFile(join(world.folder, 'live.sandbox-2.db.rescue'), 'utf8')).toBe('what the disk would not take');
  });

  test('is created after an earlier attempt was interrupted', async () => {
    await using world = await makeWorld();
    await world.use('sandbox');
    await world.succeed('apply --yes');
    await rename(join(world.folder, 'live.serial'), join(world.folder, 'live.sandbox.serial'));
    await world.use(world.workspace.sandbox.url);
    expect(await world.say('apply --yes')).toMatch(/^4 .*PP327/);
    expect(await world.succeed('apply --yes --new-ledger')).toContain('live.sandbox.db');
    expect(await world.workspace.reached()).toHaveLength(30);
  });

  test('is not created if the old one is pinned, belongs to another environment, or is open elsewhere', async () => {
    await using world = await makeWorld();
    await world.use('sandbox');
    await world.succeed('apply --yes');
    const id = /ledger_\w{16}/.exec(await world.succeed('ledger verify'))?.[0];
    const { url } = world.workspace.sandbox;
    await world.use(url, `, ledger_id: ${id}`);
    expect(await world.say('apply --yes --new-ledger')).toMatch(/^4 .*PP310 .*Remove ledger_id from pushplan\.yaml/);
    {
      using other = new DatabaseSync(join(world.folder, 'live.db'));
      other.exec("UPDATE meta SET environment = 'other'");
    }
    await world.use(url);
    expect(await world.say('apply --yes --new-ledger')).toMatch(/^4 .*PP310 .*belongs to the environment other/);
    using open = new DatabaseSync(join(world.folder, 'live.db'));
    open.exec("UPDATE meta SET environment = 'live'; BEGIN; SELECT * FROM meta");
    expect(await world.say('apply --yes --new-ledger')).toMatch(/^1 .*PP315 .*is locked by another program/);
    expect((await readdir(world.folder)).filter((name) => name.includes('sandbox'))).toEqual([]);
  });
});
