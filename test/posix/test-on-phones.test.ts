// A test on phones from a pull request, as in the workflow of init: by a label, with the program and the settings of the base.
import { expect, test } from 'vitest';
import { makePullRequestWorld } from '../support/pull-request-world.ts';
import type { JobResult } from '../support/runner.ts';

const sale = { number: 7, branch: 'sale' } as const;
const marker = '<!-- pushplan:plan env=production workspace=push -->';
const audience = 'audiences/newcomers.csv';
const campaign = 'welcome.campaign.yaml';

function expectDone(job: JobResult | undefined): void {
  expect(job?.conclusion, job?.log).toBe('success');
}

test('a label sends changed campaigns to the phones that the base names, and the comment reports it below the plan', async () => {
  await using world = await makePullRequestWorld();
  const settings = await world.read('pushplan.yaml');
  const phones = 'test_recipients: [{ name: desk, email_env: DESK_EMAIL }]\ntest_camp_id: 9001\n';
  await world.commit('main', { 'pushplan.yaml': settings + phones });
  // The change tries to send it to somebody else, with a program of its own and from a workspace of its own.
  const theirs = settings.replaceAll('INSIDER_API_KEY', 'HOME') + phones.replace('DESK_EMAIL', 'OTHER_EMAIL');
  await world.commit('sale', {
    [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if'),
    'other.campaign.yaml': (await world.read(campaign))
      .replace('id: push-welcome', 'id: other')
      .replace('camp_id: 1', 'camp_id: 2'),
    'pushplan.yaml': theirs,
    'package-lock.json': '{ "packages": {} }\n',
    '.npmrc': 'script-shell=/bin/false\n',
  });
  const second = await world.onPullRequest({ ...sale, labels: ['push-test'], labeled: 'push-test' });
  expectDone(second.jobs.test);
  expectDone(second.jobs['test-comment']);
  const arrivals = world.sandbox.inbox();
  expect(
    arrivals.map(({ outcome, notification }) => [outcome, notification.camp_id, notification.identifiers]),
  ).toEqual(['other', 'push-welcome'].map(() => ['sent', 9001, { 'INSIDER.email': 'desk@office.example' }]));
  expect(arrivals[1]?.notification.title).toMatch(/^\[test\] Hello/v);
  expect(world.forge.comments).toHaveLength(1);
  const body = (): string => world.forge.comments.map((comment) => comment.body).join('');
  expect(body()).toMatch(/^[^\n]*Merging sends at most[^]*\n\n<!-- pushplan:part test -->\n\n#### Tested on phones/v);
  expect(body()).toMatch(/^\| `push-welcome` \| \d \| desk \| `test_[\da-f]{16}` \| accepted \|$/mv);
  expect(body()).toContain(`as of commit \`${(await world.git('rev-parse', 'sale')).slice(0, 12)}\``);
  expect(body().split('\n').at(-1)).toBe(marker);
  const log = JSON.stringify(second) + body();
  for (const secret of ['the-key-of-production', 'office.example']) expect(log).not.toContain(secret);
  // The next plan keeps the result of the test in the comment.
  await world.commit('sale', { [audience]: `${await world.read(audience)}p1@example.com,Gita,Plus,true\n` });
  const third = await world.onPullRequest(sale);
  expect(third.jobs.comment.conclusion).toBe('success');
  expect(body()).toMatch(/at most \*\*12\*\*[^]*#### Tested on phones in `production`: 2 of 2 tests accepted/v);
  expect(third.jobs.test?.conclusion).toBe('skipped');
  expect(world.sandbox.stats().requests).toBe(2);
});
