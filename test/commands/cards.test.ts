// Cards from the campaign file to the sandbox: their number, the API's own words, and what a policy can forbid.
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeMergingWorld } from '../support/merging.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';

function campaign(items: string): string {
  return `version: 1
id: sale
audience: { file: people.ndjson }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Sale
  title: Sale
  message: Now
  image_url: https://img.example.com/a.jpg
  advanced_push_payload: { advanced_push_type: Carousel, advanced_push_items: ${items} }
`;
}

const card = '{ id: "{{@number}}", headline: "{{name}}", description: d, image_url: https://img.example.com/a.jpg }';

/** A file with one person per count, who has that many items. */
function people(...counts: readonly number[]): string {
  const lines = counts.map((count) => {
    const items = Array.from({ length: count }, (_, index) => ({ name: `Item ${index}` }));
    return JSON.stringify({ email: `with${count}@example.com`, items });
  });
  return `${lines.join('\n')}\n`;
}

interface Arrived {
  readonly advanced_push_payload?: {
    readonly advanced_push_type: string;
    readonly advanced_push_items: readonly unknown[];
  };
}

test('short: { below, then } decides who gets cards, and up to twenty arrive', async () => {
  await using workspace = await makeSendingWorkspace({
    'sale.campaign.yaml': campaign(`{ each: items, max: 20, short: { below: 2, then: plain }, item: ${card} }`),
    'people.ndjson': people(0, 1, 2, 7, 25),
  });
  const validated = await workspace.run('validate', '--json');
  expect(validated.exitCode).toBe(0);
  expect(readDiagnostics(validated).map(({ severity, code, line }) => [severity, code, line])).toEqual([
    ['warning', 'PP148', 11],
    ['warning', 'PP138', 11],
    ['warning', 'PP138', 11],
  ]);
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals).toMatchObject({ planned: 5, accepted: 5 });
  const arrivals = await workspace.arrivals();
  const payloads = arrivals.map(({ notification }) => (notification as Arrived).advanced_push_payload);
  const counts = payloads.map((payload) => payload?.advanced_push_items.length ?? 0);
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 2, 7, 20]);
  expect(new Set(payloads.map((payload) => payload?.advanced_push_type))).toEqual(new Set(['carousel', undefined]));
});

test('short: { then: skip } leaves out people with too few cards, and counts them', async () => {
  await using workspace = await makeSendingWorkspace({
    'sale.campaign.yaml': campaign(`{ each: items, short: { below: 4, then: skip }, item: ${card} }`),
    'people.ndjson': people(3, 4),
  });
  const { counts } = readPlan(await workspace.run('plan', '--json')).campaigns[0] ?? {};
  expect(counts).toMatchObject({ send: 1, removed: { short: 1 } });
});

describe('policy.forbid: [cards]', () => {
  const files = {
    'sale.campaign.yaml': campaign(`{ each: items, max: 8, item: ${card} }`),
    'people.ndjson': people(8),
  };

  test('blocks plan and apply with 4, at the line that allows too many cards', async () => {
    await using workspace = await makeSendingWorkspace(files, { more: 'policy: { forbid: [cards] }' });
    const planned = await workspace.run('plan');
    expect(planned.exitCode).toBe(4);
    expect(planned.stdout).toContain('PP306 sale.campaign.yaml:11:99 sale has max: 8, outside of 3 to 6');
    const markdown = (await workspace.run('plan', '--format', 'markdown')).stdout;
    expect(markdown).toContain('max: 8, forbidden');
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(4);
    expect(workspace.sandbox.stats().requests).toBe(0);
  });

  test('in the base blocks a change that removes it', async () => {
    await using world = await makeMergingWorld((settings) => ({
      'pushplan.yaml': settings('policy: { forbid: [cards] }'),
    }));
    await world.merge({ 'pushplan.yaml': world.settings(), ...files });
    const { planned, sends } = await world.send('');
    expect([planned.exitCode, sends]).toEqual([4, 0]);
    expect(planned.stdout + planned.stderr).toContain('PP306');
  });

  test('accepts no other word', async () => {
    await using workspace = await makeSendingWorkspace(files, { more: 'policy: { forbid: [card] }' });
    const result = await workspace.run('validate', '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP101', file: 'pushplan.yaml', line: 4, help: 'Did you mean "cards"?' },
    ]);
  });
});
