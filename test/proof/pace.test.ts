// The pace of the whole program in real time, on a clock on which the vendor's minute takes six seconds.
import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliOptions } from '../support/cli.ts';
import { readRun } from '../support/documents.ts';
import { startFastClock } from '../support/fast-clock.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';
import { Timeline } from './pace-timeline.ts';

const limit = 120;
const factor = 10;
const recipients = 5_000;

const apply = ['apply', '--yes', '--json'];

/** Interrupts the apply (Ctrl-C) after so many requests, and returns its exit code. */
async function applyUntil(sandbox: Sandbox, options: CliOptions, requests: number): Promise<number> {
  const interrupt = new AbortController();
  const watch = setInterval(() => {
    if (sandbox.stats().requests >= requests) interrupt.abort('interrupted by SIGINT');
  }, 5);
  try {
    return (await pushplan(apply, { ...options, interrupt: interrupt.signal })).exitCode;
  } finally {
    clearInterval(watch);
  }
}

test('an apply with two restarts and jitter never exceeds the limit in any minute, and makes use of it', async () => {
  const { sender, server } = startFastClock(factor);
  await using sandbox = await startSandbox({
    limit,
    clock: server,
    latency: { sent: 900, none: 300, jitter: 800 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(recipients),
    'pushplan.yaml': `version: 1
environments:
  live: { endpoint: ${sandbox.url}, api_key_env: KEY, requests_per_minute: ${limit}, message_center: off }
`,
  });
  const timeline = new Timeline(limit);
  const watch = setInterval(() => timeline.add(sender.monotonic(), sandbox.stats().requests), 5);
  const options = { cwd: workspace.root, env: { KEY: 'key' }, clock: sender };
  expect(await applyUntil(sandbox, options, 60)).toBe(8);
  expect(await applyUntil(sandbox, options, 150)).toBe(8);
  const { totals } = readRun(await pushplan(apply, options));
  clearInterval(watch);
  const { window, breaches, deliveries, duplicates, requests } = sandbox.stats();
  expect(breaches).toBe(0);
  expect(window.highest).toBeLessThanOrEqual(limit);
  expect({ deliveries, duplicates }).toEqual({ deliveries: recipients, duplicates: 0 });
  expect(totals).toMatchObject({ in_doubt: 0, not_sent: 0 });
  // More than two minutes, so that there are windows to exceed. Using almost all of the limit needs an idle machine.
  expect(requests).toBeGreaterThan(2 * limit);
  expect(timeline.shareUsed()).toBeGreaterThan(0.4);
});
