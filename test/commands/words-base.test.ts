// Arms and holdouts in a pull request: both sides draw the same people, so that nobody joins or leaves because of that.
import { expect, test } from 'vitest';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { planWithBase } from '../support/plan-with-base.ts';
import { campaignText, people } from '../support/workspace.ts';

const arms =
  'variants: [{ name: A, weight: 50, camp_id: 501, notification: { message: A } }, { name: B, weight: 50, camp_id: 502, notification: { message: B } }]';

function written(title: string): string {
  return campaignText({ id: 'ab', campId: 1, title, more: `holdout: 50%\n${arms}` });
}

test('with a holdout, a changed title counts only for people who get it', async () => {
  await using repository = await makeRepository({
    'pushplan.yaml': 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n',
    'ab.campaign.yaml': written('Hello'),
    'people.csv': people(60),
  });
  runGit(repository.root, ['checkout', '-q', '-b', 'change']);
  await repository.write('ab.campaign.yaml', written('Hi'));
  const [ab] = (await planWithBase(repository)).campaigns;
  expect(ab?.counts.removed.holdout).toBeGreaterThan(0);
  expect(ab?.comparison).toMatchObject({ joins: 0, leaves: 0, stays: ab?.counts.send });
});
