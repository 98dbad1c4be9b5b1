// apply starts with the doubt of earlier runs of its campaigns: it asks the Message Center before it sends anything.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { readPlan, readRun, readRuns } from '../../support/documents.ts';
import {
  askAtOnce,
  helloFiles,
  keyed,
  makeDoubt,
  readDecisions,
  turnOn,
  unsentAndSent,
} from '../../support/earlier-doubt.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { makeSendingWorkspace } from '../../support/sending-workspace.ts';
import { campaignText, people } from '../../support/workspace.ts';

describe('apply', () => {
  test('people whom the Message Center knows are accepted, and people who are proved unsent are sent to in the same apply', async () => {
    await using workspace = await makeDoubt();
    await turnOn(workspace);
    const result = await workspace.run('apply', '--yes', '--json');
    expect(result.exitCode, result.stderr).toBe(0);
    const run = readRun(result);
    const unsent = run.totals.planned;
    expect(run).toMatchObject({
      totals: { accepted: unsent, in_doubt: 0 },
      settled_before: { accepted: 20, left: 0 },
      diagnostics: [],
    });
    expect(run.settled_before).toEqual({ asked: 20 + unsent, accepted: 20, left: 0 });
    expect(unsent).toBe(19);
    expect(result.stderr).toContain(
      'Asking the Message Center about 39 in doubt from earlier runs, for at most 2 min.\n' +
        'Asked the Message Center about 39 in doubt from earlier runs: 20 accepted, 19 proved not sent, 0 left.\n',
    );
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 60, duplicates: 0 });
    expect(new Set(await workspace.reached()).size).toBe(60);
    expect(readDecisions(workspace)).toEqual(
      expect.arrayContaining([
        { who: 'message-center', decided: 'accepted' },
        { who: 'message-center', decided: 'not_sent' },
      ]),
    );
  });

  test('the plan is shown after that, and plan itself does not ask', async () => {
    await using workspace = await makeDoubt();
    await turnOn(workspace);
    const plan = readPlan(await workspace.run('plan', '--json'));
    expect(plan.totals).toMatchObject({ send: 0, in_doubt: 39 });
    expect(readDecisions(workspace)).toEqual([]);
    const applied = await workspace.run('apply', '--yes');
    expect(applied.stderr).toMatch(/Asked the Message Center[^]*19 to send[^]*0 in doubt/v);
  });

  test.each([
    ['a saved plan', (plan: string) => [plan]],
    ['--expect-seal', (_plan: string, seal: string) => ['--expect-seal', seal]],
    ['--expect-sends', () => ['--expect-sends', '3']],
  ])('with %s, people who are proved unsent stay in doubt, because they would be newcomers', async (_name, argvOf) => {
    await using workspace = await makeDoubt();
    await turnOn(workspace);
    await workspace.write('people.csv', people(63));
    const planned = await workspace.run('plan', '--json', '--out', 'saved.plan.json');
    const { seal, totals } = readPlan(planned);
    expect(totals).toMatchObject({ send: 3, in_doubt: 39 });
    const argv = argvOf(join(workspace.root, 'saved.plan.json'), seal ?? '');
    const result = await workspace.run('apply', ...argv, '--yes', '--json');
    expect(result.exitCode, result.stderr).toBe(7);
    expect(readRun(result)).toMatchObject({
      totals: { planned: 3, accepted: 3 },
      settled_before: { asked: 39, accepted: 20, left: 19 },
    });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 44, duplicates: 0 });
    // The people who served as control are accepted by now, so nothing proves the rest unsent. They wait for resolve.
    const next = await workspace.run('apply', '--yes', '--json');
    expect(next.exitCode, next.stderr).toBe(7);
    expect(readRun(next)).toMatchObject({
      totals: { planned: 0 },
      settled_before: { asked: 19, accepted: 0, left: 19 },
    });
  });

  test.each([
    ['--no-settle', askAtOnce, ['--no-settle']],
    ['message_center: off', 'message_center: off', []],
    ['before: 0s', 'message_center: { before: 0s, after: 0s }', []],
  ])('%s: the Message Center is not asked, and everybody stays in doubt', async (_name, terms, argv) => {
    await using workspace = await makeDoubt();
    await turnOn(workspace, terms);
    const result = await workspace.run('apply', '--yes', '--json', ...argv);
    expect(result.exitCode, result.stderr).toBe(7);
    expect(readRun(result)).toMatchObject({
      totals: { planned: 0 },
      settled_before: { asked: 0, accepted: 0, left: 39 },
    });
    expect(result.stderr).not.toContain('Message Center about');
    expect(readDecisions(workspace)).toEqual([]);
  });

  test('a Message Center that does not answer gives one warning, and nobody is settled', async () => {
    await using workspace = await makeDoubt({ ...unsentAndSent, messageCenterLimit: 0 });
    await turnOn(workspace);
    await workspace.write('people.csv', people(61));
    const result = await workspace.run('apply', '--yes', '--json');
    expect(result.exitCode, result.stderr).toBe(7);
    const run = readRun(result);
    expect(run).toMatchObject({ totals: { planned: 1, accepted: 1 }, settled_before: { accepted: 0, left: 39 } });
    expect(run.settled_before?.asked).toBeLessThan(39);
    expect(run.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning PP406',
      'error PP406',
    ]);
    expect(result.stderr).toMatch(/about \d+ of 39 in doubt from earlier runs: 0 accepted, 39 left\./v);
  });

  test('if it still does not answer when the run itself ends in doubt, the warning is not repeated', async () => {
    const again = { faults: [...(unsentAndSent.faults ?? []), { kind: '500', requests: [6] }] } as const;
    await using workspace = await makeDoubt({ ...again, messageCenterLimit: 0 });
    await turnOn(workspace);
    await workspace.write('people.csv', people(90));
    const run = readRun(await workspace.run('apply', '--yes', '--json'));
    expect(run.totals.in_doubt).toBeGreaterThan(0);
    expect(run.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning PP406',
      'error PP406',
    ]);
  });

  test('a Message Center that never answers gets only the time that --max-duration leaves', async () => {
    await using workspace = await makeDoubt();
    await using dumb = await startRawServer({});
    const path = join(workspace.root, 'pushplan.yaml');
    const { url } = workspace.sandbox;
    await turnOn(workspace);
    await writeFile(path, (await readFile(path, 'utf8')).replace(url, dumb.url));
    const result = await workspace.run('apply', '--yes', '--json', '--max-duration', '1500ms');
    expect(result.exitCode, result.stderr).toBe(7);
    expect(readRun(result)).toMatchObject({ settled_before: { asked: 0, accepted: 0, left: 39 } });
    expect(result.stderr).toMatch(/for at most \d s\.\n/v);
    expect(dumb.received.length).toBeGreaterThan(0);
  });

  test('with nobody in doubt it is neither asked nor mentioned', async () => {
    await using workspace = await makeSendingWorkspace(helloFiles, { environment: askAtOnce, messageCenterLimit: 0 });
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
    await workspace.write('people.csv', people(61));
    const result = await workspace.run('apply', '--yes', '--json');
    expect(result.exitCode, result.stderr).toBe(0);
    expect(readRun(result).settled_before).toEqual({ asked: 0, accepted: 0, left: 0 });
    expect(result.stderr).not.toContain('Message Center');
  });

  test('the embedded sandbox is not asked, because it remembers nobody', async () => {
    await using workspace = await makeDoubt();
    const path = join(workspace.root, 'pushplan.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/endpoint: \S+, api_key_env: KEY/v, 'endpoint: sandbox'));
    await turnOn(workspace, 'message_center: { after: 10m }');
    // Makes the doubt belong to the embedded sandbox too.
    using ledger = new DatabaseSync(join(workspace.root, '.pushplan', 'local.db'));
    ledger.exec("UPDATE meta SET endpoint = 'sandbox'");
    const result = await workspace.run('apply', '--yes', '--json', '--max-duration', '1h');
    expect(readRun(result).settled_before).toEqual({ asked: 0, accepted: 0, left: 39 });
  });
});

describe('two campaigns', () => {
  const two = {
    'hello.campaign.yaml': campaignText(keyed),
    'people.csv': people(40),
    'bye.campaign.yaml': campaignText({ id: 'bye', campId: 8, file: 'others.csv', ...keyed }),
    'others.csv': people(40, 1_000),
  };

  test('asks only about the planned campaigns, in all of their runs', async () => {
    // One request of each campaign is sent, but answered with an error.
    await using workspace = await makeSendingWorkspace(two, {
      faults: [{ kind: '500-after-send', requests: [2, 5] }],
    });
    const first = readRun(await workspace.run('apply', '--yes', '--json'));
    const doubts = Object.fromEntries(first.campaigns.map(({ id, totals }) => [id, totals.in_doubt]));
    expect(Object.values(doubts).every((count) => count > 0)).toBe(true);
    await turnOn(workspace);
    const hello = await workspace.run('apply', join(workspace.root, 'hello.campaign.yaml'), '--yes', '--json');
    expect(hello.exitCode, hello.stderr).toBe(0);
    expect(readRun(hello).settled_before).toEqual({ asked: doubts['hello'], accepted: doubts['hello'], left: 0 });
    const [, before] = readRuns(await workspace.run('status', '--json'));
    expect(before?.campaigns.map(({ id, totals }) => [id, totals.in_doubt])).toEqual(
      first.campaigns.map(({ id }) => [id, id === 'hello' ? 0 : doubts[id]]),
    );
    const all = await workspace.run('apply', '--yes', '--json');
    expect(all.exitCode, all.stderr).toBe(0);
    expect(readRun(all).settled_before).toEqual({ asked: doubts['bye'], accepted: doubts['bye'], left: 0 });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 80, duplicates: 0 });
  });
});
