// Campaigns that are sent in steps, as a user sees them: the plan, whom each step reaches, and how a pause ends.
import { expect, it } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import { pushplan } from '../support/cli.ts';
import { readPlan, readRun, readRuns, readWorkerLog } from '../support/documents.ts';
import { realClock } from '../support/real-clock.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { people } from '../support/workspace.ts';

const server = sharePostgresDatabase();

const everybody = 400;

function campaign(rollout: string, ...more: readonly string[]): string {
  return [
    'version: 1',
    'id: sale',
    'audience: { file: people.csv }',
    `rollout: ${rollout}`,
    ...more,
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 500',
    '  camp_name: Sale',
    '  title: Hi',
    '  message: "Hello {{name}}"',
    '  image_url: https://img.example.com/a.jpg',
    '',
  ].join('\n');
}

const arms = 'variants: [{ name: A, weight: 50, camp_id: 501 }, { name: B, weight: 50, camp_id: 502 }]';

async function makeWorkspace(rollout: string, ...more: readonly string[]): Promise<SendingWorkspace> {
  return makeSendingWorkspace({
    'sale.campaign.yaml': campaign(rollout, ...more),
    'people.csv': people(everybody),
  });
}

function flat(text: string): string {
  return text.replaceAll(/\s+/gv, ' ');
}

it('pause holds a run in a pause that would end by itself, and the apply that waits for that end exits', async () => {
  await using workspace = await makeWorkspace('[10%, { pause: 1h }, 100%]');
  const isHeld = Promise.withResolvers<void>();
  const waits = Promise.withResolvers<void>();
  let looks = false;
  const listen = (text: string): void => {
    if (!text.includes('Ctrl-C leaves it paused')) return;
    looks = true;
    waits.resolve();
  };
  // The apply polls again only after the run is held, so that one look is enough.
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    if (!looks) return realClock.sleep(milliseconds, signal);
    looks = false;
    return isHeld.promise;
  };
  const options = { cwd: workspace.root, env: { KEY: localKey }, clock: { ...realClock, sleep }, listen };
  const applied = pushplan(['apply', '--wait', '--yes'], options);
  await waits.promise;
  const [paused] = readRuns(await workspace.run('status', '--json'));
  const run = paused?.run ?? '';
  const held = await workspace.run('pause', run);
  isHeld.resolve();
  expect(held).toMatchObject({ exitCode: 0 });
  expect(held.stdout).toContain('paused, until somebody ends the pause\n');
  expect(held.stdout).toContain(`Next: pushplan resume ${run} --env local --step\n`);
  const ended = await applied;
  expect(ended.exitCode).toBe(8);
  expect(flat(ended.stdout)).toContain('paused after step 1 of 2 (to 10%) of sale, until somebody ends it');
  expect((await workspace.run('resume', run)).exitCode).toBe(8);
  expect(await workspace.reached()).toHaveLength(paused?.totals.accepted ?? 0);
  expect((await workspace.run('resume', run, '--step')).exitCode).toBe(0);
  expect(new Set(await workspace.reached()).size).toBe(everybody);
});

it('the people of each step are sent to in order, everybody once and in the arm that the plan shows', async () => {
  await using workspace = await makeWorkspace(
    '[10%, { pause: 1h }, 50%, { pause: manual }, 100%]',
    arms,
    'abort_if: { refused: 50% }',
  );
  const json = readPlan(await workspace.run('plan', '--json'));
  const steps = json.campaigns[0]?.rollout ?? [];
  expect(steps.map(({ share, pause, deferred }) => [share, pause, deferred])).toEqual([
    [10, '1h', 0],
    [50, 'manual', 0],
    [100, null, 0],
  ]);
  const counts = steps.map(({ send }) => send);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(everybody);
  expect(steps.reduce((sum, { requests }) => sum + requests, 0)).toBe(json.totals.requests);
  const [first = 0, second = 0, third = 0] = counts;
  const text = flat((await workspace.run('plan')).stdout);
  expect(text).toContain(`step 1 to 10%, ${first} people in`);
  expect(text).toContain('then a pause of 1 hour step 2 to 50%');
  const { stdout: markdown } = await workspace.run('plan', '--format', 'markdown');
  expect(markdown).toContain(`| \`sale\` | 1 | 10% | **${first}** | 0 |`);
  expect(markdown).toContain('a pause until somebody ends it |');

  expect((await workspace.run('plan', '--format', 'html')).stdout).toContain(`<li>to 10%, ${first} people in`);

  const applied = await workspace.run('apply', '--yes', '--json');
  expect(applied.exitCode).toBe(8);
  const paused = readRun(applied);
  const { run } = paused;
  expect(paused).toMatchObject({
    state: 'paused',
    totals: { accepted: first, not_sent: second + third },
    campaigns: [
      {
        rollout: {
          state: 'paused',
          step: 1,
          until: expect.stringMatching(/Z$/v),
          steps: [{ share: 10, planned: first }, {}, {}],
        },
      },
    ],
  });
  expect(paused.diagnostics.map(({ code }) => code)).toContain('PP431');
  expect(applied.stderr).toContain('sale: step 1 of 3, to 10%');
  const status = flat((await workspace.run('status', run)).stdout);
  expect(status).toContain(`Next: pushplan resume ${run} --env local --step`);
  expect(flat((await workspace.run('status')).stdout)).toContain('sale: step 1 of 3, to 10%, paused until');

  // Neither resume before the end of the pause nor another apply passes the pause.
  const early = await workspace.run('resume', run, '--json');
  expect([early.exitCode, readRun(early).totals.accepted]).toEqual([8, first]);
  const again = await workspace.run('apply', '--yes');
  expect({ exitCode: again.exitCode, stderr: flat(again.stderr) }).toEqual({
    exitCode: 9,
    stderr: expect.stringMatching(
      /PP433 The run run_\w+, which sends campaign sale in steps, is paused after step 1 of 3/v,
    ),
  });
  const nowhere = await workspace.run('resume', run, '--step', '--only', 'sold');
  expect(nowhere.exitCode).toBe(3);

  const next = await workspace.run('resume', run, '--step');
  expect(next.exitCode).toBe(8);
  expect(flat(next.stdout)).toContain('paused after step 2 of 3 (to 50%) of sale, until somebody ends it');
  expect(await workspace.reached()).toHaveLength(first + second);
  const end = await workspace.run('resume', run, '--step');
  expect(end.exitCode, end.stderr).toBe(0);
  const over = await workspace.run('resume', run, '--step');
  expect([over.exitCode, over.stderr]).toEqual([3, expect.stringContaining('PP413')]);

  const arrivals = await workspace.arrivals();
  expect(new Set(await workspace.reached()).size).toBe(everybody);
  expect(arrivals).toHaveLength(everybody);
  // Each step has people of both arms.
  for (const sent of [arrivals.slice(0, first), arrivals.slice(first, first + second)]) {
    const campIds = sent.map(({ notification }) => notification['camp_id']);
    for (const campId of [501, 502])
      expect(campIds.filter((one) => one === campId).length).toBeGreaterThan(sent.length / 5);
  }
  expect(await workspace.run('ledger', 'verify')).toMatchObject({ exitCode: 0 });
});

it('leaves out nobody, and other threads draw the same steps', async () => {
  await using workspace = await makeWorkspace('[20%, 100%]');
  const { seal, campaigns } = readPlan(await workspace.run('plan', '--json'));
  const inThreads = readPlan(await workspace.run('plan', '--json', '--threads', '2'));
  expect(inThreads.campaigns[0]?.rollout).toEqual(campaigns[0]?.rollout);
  await workspace.write('sale.campaign.yaml', campaign('[90%, 100%]'));
  const other = readPlan(await workspace.run('plan', '--json'));
  expect([other.seal, other.totals.send]).toEqual([seal, everybody]);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  expect(new Set(await workspace.reached()).size).toBe(everybody);
});

it('a saved plan keeps its steps', async () => {
  await using workspace = await makeWorkspace('[1%, { pause: manual }, 100%]');
  await workspace.run('plan', '--out', 'sale.plan.json');
  await workspace.write('sale.campaign.yaml', campaign('[100%]'));
  const { exitCode, stderr } = await workspace.run('apply', 'sale.plan.json', '--yes');
  expect([exitCode, flat(stderr)]).toEqual([
    5,
    expect.stringContaining('the rollout of sale is 100%, and the plan was saved with 1%, pause manual, 100%'),
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

it('workers stop at the pauses of a detached run, and continue when somebody ends one', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'sale.campaign.yaml': campaign('[30%, { pause: manual }, 100%]'), 'people.csv': people(100) },
    { environment: 'message_center: off, ledger_env: LEDGER', env: { LEDGER: server().url('?schema=steps') } },
  );
  const { run } = readRun(await workspace.run('apply', '--yes', '--detach', '--json'));
  const drained = await workspace.run('worker', '--drain');
  expect(drained.exitCode, drained.stderr).toBe(8);
  const stepEnd = readWorkerLog(drained).find(({ event }) => event === 'step ended, paused');
  expect(stepEnd).toMatchObject({ run, campaign: 'sale', step: 1, until: null });
  const paused = readRun(await workspace.run('status', run, '--json'));
  const [one] = paused.campaigns;
  expect(paused.state).toBe('running');
  expect(one).toMatchObject({ rollout: { state: 'paused', step: 1, until: null } });
  const { accepted } = paused.totals;
  expect(accepted).toBe(one?.rollout?.steps[0]?.planned);
  const only = await workspace.run('resume', run);
  expect(flat(only.stdout)).toContain('running, paused after step 1 of 2 (to 30%) of sale, until somebody ends it.');
  const led = await workspace.run('apply', '--yes');
  expect(led.exitCode).toBe(9);
  expect(flat(led.stderr)).toContain(
    `PP433 The run ${run}, which sends campaign sale in steps, is paused after step 1 of 2 (to 30%) of sale, until somebody ends it: another run would pass over the pause. help: To end the pause: pushplan resume ${run} --env local --step.`,
  );
  expect((await workspace.run('worker', '--drain')).exitCode).toBe(0);
  expect(await workspace.reached()).toHaveLength(accepted);
  const resumed = await workspace.run('resume', run, '--step');
  expect(resumed).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('and waits for a worker: none is alive'),
  });
  const second = await workspace.run('worker', '--drain');
  expect(second.exitCode).toBe(0);
  expect(readWorkerLog(second).at(-1)).toMatchObject({ event: 'worker ended' });
  expect(new Set(await workspace.reached()).size).toBe(100);
  expect(readRun(await workspace.run('status', run, '--json')).state).toBe('finished');
});

it('an apply that leads its run on PostgreSQL ends at the pause, and resume continues the run', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'sale.campaign.yaml': campaign('[30%, { pause: manual }, 100%]'), 'people.csv': people(100) },
    { environment: 'message_center: off, ledger_env: LEDGER', env: { LEDGER: server().url('?schema=led_steps') } },
  );
  const first = await workspace.run('apply', '--yes', '--json');
  expect(first.exitCode).toBe(8);
  const { run, state } = readRun(first);
  expect(state).toBe('paused');
  expect((await workspace.run('resume', run)).exitCode).toBe(8);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(9);
  const end = await workspace.run('resume', run, '--step');
  expect(end.exitCode, end.stderr).toBe(0);
  expect(new Set(await workspace.reached()).size).toBe(100);
});
