// Lists in a pull request: a change cannot loosen the lists of its base, neither with a list, nor pushplan.yaml, nor a tag.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeRepository, runGit, type TestRepository } from '../support/git-repository.ts';
import { readPlan } from '../support/documents.ts';
import { planWithBase, runWithBase } from '../support/plan-with-base.ts';
import { campaignText, people } from '../support/workspace.ts';

function settings(suppress: string): string {
  return `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\nsuppress: [${suppress}]\n`;
}

async function makeReviewed(suppress: string, more = ''): Promise<TestRepository> {
  const repository = await makeRepository({
    'pushplan.yaml': settings(suppress),
    'hello.campaign.yaml': campaignText({ more: `exclude: [{ file: staff.csv }]\n${more}` }),
    'people.csv': people(10),
    'suppressed.csv': 'email\nperson1@example.com\nperson2@example.com\n',
    'staff.csv': 'email\nperson8@example.com\n',
  });
  runGit(repository.root, ['checkout', '-q', '-b', 'change']);
  return repository;
}

const list = '{ file: suppressed.csv, match: email }';

test('the rows of both sides count, and the change may have deleted the list', async () => {
  await using repository = await makeReviewed(list);
  await repository.write('suppressed.csv', 'email\nperson2@example.com\nperson3@example.com\n');
  await repository.write('staff.csv', 'email\nperson9@example.com\n');
  const [campaign] = (await planWithBase(repository)).campaigns;
  expect(campaign?.counts).toMatchObject({ send: 5, removed: { suppressed: 3, excluded: 2 } });
  expect(campaign?.lists).toMatchObject([{ entries: 3 }, { entries: 2 }]);
  await rm(join(repository.root, 'suppressed.csv'));
  const [without] = (await planWithBase(repository)).campaigns;
  expect(without?.counts).toMatchObject({ send: 6, removed: { suppressed: 2, excluded: 2 } });
});

test('pushplan.yaml of the base determines the lists', async () => {
  await using repository = await makeReviewed(list);
  await repository.write('pushplan.yaml', settings(''));
  const [campaign] = (await planWithBase(repository)).campaigns;
  expect(campaign?.counts.removed).toMatchObject({ suppressed: 2 });
});

test('nobody joins or leaves because of a list', async () => {
  await using repository = await makeReviewed(list);
  await repository.write('hello.campaign.yaml', campaignText({ more: 'exclude: [{ file: staff.csv }]', title: 'Hi' }));
  const [campaign] = (await planWithBase(repository)).campaigns;
  expect(campaign?.comparison).toMatchObject({ joins: 0, leaves: 0, stays: 7 });
});

async function expectBlocked(repository: TestRepository, file: string, message: string): Promise<void> {
  const blocked = await runWithBase(repository, '--json');
  expect(blocked.exitCode).toBe(4);
  const plan = readPlan(blocked);
  const found = plan.campaigns.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
  expect(found).toMatchObject([{ code: 'PP353', file, message: expect.stringContaining(message) }]);
  const allowed = await runWithBase(repository, '--allow', 'tags', '--json');
  expect(allowed.exitCode).toBe(0);
  for (const more of [[], ['--allow', 'tags']]) {
    const comment = await runWithBase(repository, '--format', 'markdown', ...more);
    expect(comment.stdout.split('\n').slice(0, 8).join('\n')).toContain('**Tags change which rules apply:**');
  }
}

describe('a change of tags that lifts a list is blocked unless it is allowed', () => {
  const tagged =
    '{ name: promotions, file: suppressed.csv, tags: [promo] }, { name: all, file: staff.csv, except_tags: [service] }';

  test('an added tag that the list excepts', async () => {
    await using repository = await makeReviewed(tagged);
    await repository.write('hello.campaign.yaml', campaignText({ more: 'tags: [service, autumn]' }));
    await expectBlocked(
      repository,
      'hello.campaign.yaml',
      'hello adds the tag service, so that all may no longer hold',
    );
  });

  test('a removed tag that the list names', async () => {
    await using repository = await makeReviewed(tagged, 'tags: [promo]');
    await repository.write('hello.campaign.yaml', campaignText());
    await expectBlocked(
      repository,
      'hello.campaign.yaml',
      'hello drops the tag promo, so that promotions may no longer hold',
    );
  });

  test('a tag in a new campaign', async () => {
    await using repository = await makeReviewed(tagged);
    await repository.write('new.campaign.yaml', campaignText({ id: 'new', campId: 8, more: 'tags: [service]' }));
    await expectBlocked(repository, 'new.campaign.yaml', 'new adds the tag service');
  });

  test('other tags change nothing', async () => {
    await using repository = await makeReviewed(tagged, 'tags: [service]');
    await repository.write('hello.campaign.yaml', campaignText({ more: 'tags: [service, promo, autumn]' }));
    expect((await runWithBase(repository)).exitCode).toBe(0);
  });
});
