// Caps in a pull request: a change cannot loosen the caps of its base, neither in pushplan.yaml nor with a tag.
import { describe, expect, test } from 'vitest';
import { makeRepository, runGit, type TestRepository } from '../support/git-repository.ts';
import { readPlan } from '../support/documents.ts';
import { planWithBase, runWithBase } from '../support/plan-with-base.ts';
import { campaignText, people } from '../support/workspace.ts';

function settings(policy: string): string {
  return `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n${policy}\n`;
}

const policy =
  'policy: { caps: [{ tag: promo, max: 1, within: 24h }, { max: 5, within: 7d, except_tags: [service] }], rest: { OptOut: 30d, except_tags: [service] } }';

async function makeReviewed(): Promise<TestRepository> {
  const repository = await makeRepository({
    'pushplan.yaml': settings(policy),
    'first.campaign.yaml': campaignText({ id: 'first', campId: 1, more: 'tags: [promo]' }),
    'second.campaign.yaml': campaignText({ id: 'second', campId: 2, more: 'tags: [promo]' }),
    'people.csv': people(10),
  });
  runGit(repository.root, ['checkout', '-q', '-b', 'change']);
  return repository;
}

test('the caps of the base apply, and nobody joins or leaves because of a cap', async () => {
  await using repository = await makeReviewed();
  await repository.write('pushplan.yaml', settings(''));
  await repository.write(
    'second.campaign.yaml',
    campaignText({ id: 'second', campId: 2, more: 'tags: [promo]', title: 'Hi' }),
  );
  const [, second] = (await planWithBase(repository)).campaigns;
  expect(second?.counts).toMatchObject({ send: 0, removed: { capped: 10 } });
  expect(second?.comparison).toMatchObject({ joins: 0, leaves: 0, stays: 10 });
});

test('a backtest reports what the change would have left out, and what the base would have', async () => {
  await using repository = await makeReviewed();
  await repository.write('pushplan.yaml', settings('policy: { caps: [{ tag: promo, max: 2, within: 24h }] }'));
  const plan = readPlan(await runWithBase(repository, '--backtest', '30d', '--json'));
  expect(plan.backtest).toMatchObject({ sent: 0, spared: 0, base: { spared: 0, people: 0 }, campaigns: [] });
});

describe('a change of tags that lifts a cap is blocked unless it is allowed', () => {
  test.each([
    [
      'a tag that a cap names is dropped',
      '',
      'second drops the tag promo, so that the cap of 1 in 24h may no longer hold',
    ],
    [
      'an excepted tag is added',
      'tags: [promo, service]',
      'second adds the tag service, so that the cap of 5 in 7d, policy.rest may no longer hold',
    ],
  ])('%s', async (_, more, message) => {
    await using repository = await makeReviewed();
    await repository.write('second.campaign.yaml', campaignText({ id: 'second', campId: 2, more }));
    const blocked = await runWithBase(repository, '--json');
    expect(blocked.exitCode).toBe(4);
    const found = readPlan(blocked).campaigns.flatMap(({ diagnostics }) => diagnostics);
    expect(found).toContainEqual(expect.objectContaining({ code: 'PP353', message: expect.stringContaining(message) }));
    expect((await runWithBase(repository, '--allow', 'tags')).exitCode).toBe(0);
  });
});

function excluding(title: string): string {
  return campaignText({ id: 'second', campId: 2, title, more: 'exclude: [{ sent: first, within: 24h }]' });
}

test.each([
  ['that the base has too: nobody leaves for it', true, 0],
  ['that is new: they leave for it', false, 4],
])('people are excluded because the plan sends them a campaign %s', async (_, isThere, leaves) => {
  const first = { 'first.campaign.yaml': campaignText({ id: 'first', campId: 1, file: 'few.csv' }) };
  await using repository = await makeRepository({
    'pushplan.yaml': settings(''),
    'second.campaign.yaml': excluding('Hello'),
    'few.csv': people(4),
    'people.csv': people(10),
    ...(isThere && first),
  });
  runGit(repository.root, ['checkout', '-q', '-b', 'change']);
  await repository.write('first.campaign.yaml', first['first.campaign.yaml']);
  await repository.write('second.campaign.yaml', excluding('Hi'));
  const [, second] = (await planWithBase(repository)).campaigns;
  expect(second?.counts).toMatchObject({ send: 6, removed: { excluded: 4 } });
  expect(second?.comparison).toMatchObject({ joins: 0, leaves, stays: 6, changed: 6 });
});

test('people who are no longer excluded join, even if the plan itself sends the campaign that the base excludes', async () => {
  await using repository = await makeRepository({
    'pushplan.yaml': settings(''),
    'first.campaign.yaml': campaignText({ id: 'first', campId: 1, file: 'few.csv' }),
    'second.campaign.yaml': excluding('Hello'),
    'few.csv': people(4),
    'people.csv': people(10),
  });
  runGit(repository.root, ['checkout', '-q', '-b', 'change']);
  await repository.write('second.campaign.yaml', campaignText({ id: 'second', campId: 2, title: 'Hello' }));
  const [, second] = (await planWithBase(repository)).campaigns;
  expect(second?.counts).toMatchObject({ send: 10 });
  expect(second?.comparison).toMatchObject({ joins: 4, leaves: 0, stays: 6 });
});
