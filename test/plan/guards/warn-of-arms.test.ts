import { expect, test } from 'vitest';
import { pushplan } from '../../support/cli.ts';
import { readDiagnostics, readPlan } from '../../support/documents.ts';
import { makeRepository, runGit } from '../../support/git-repository.ts';
import { campaignText, people, sandboxOnly } from '../../support/workspace.ts';

function written(weight: number, title: string, other = 'B'): string {
  const arms = [
    `{ name: A, weight: ${weight}, camp_id: 501, notification: { title: ${title} } }`,
    `{ name: B, weight: ${100 - weight}, camp_id: 502, notification: { title: ${other} } }`,
  ];
  return campaignText({ more: `resend: on_change\nvariants: [${arms.join(', ')}]` });
}

test('reports in a review how many people an edited arm has, and in a stale plan how many stay in the arm of the ledger', async () => {
  await using repository = await makeRepository({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': written(50, 'A'),
    'people.csv': people(40),
  });
  const cwd = repository.root;
  // A plan that saw no ledger: its weights draw most people into A, but those whom the ledger has in B will stay there.
  await repository.write('hello.campaign.yaml', written(99, 'Third', 'Other'));
  await pushplan(['plan', '--out', 'unseen.json', '--allow', 'resend'], { cwd });
  await repository.write('hello.campaign.yaml', written(50, 'A'));
  await pushplan(['apply', '--yes'], { cwd });
  runGit(cwd, ['checkout', '-q', '-b', 'change']);
  await repository.write('hello.campaign.yaml', written(50, 'Again'));
  const [campaign] = readPlan(
    await pushplan(['plan', '--json', '--base', 'main', '--allow', 'resend'], { cwd }),
  ).campaigns;
  const [first, second] = campaign?.arms ?? [];
  expect([first?.recorded, first?.kept, Number(first?.recorded) + Number(second?.recorded)]).toEqual([
    first?.send,
    undefined,
    40,
  ]);
  expect(campaign?.diagnostics).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      code: 'PP397',
      line: 4,
      message: `arm A has changed in the middle of its test: ${first?.recorded} people were sent its earlier texts`,
    }),
  );
  await repository.write('hello.campaign.yaml', written(99, 'Third', 'Other'));
  const staying = /; \d+ people stay in the arm that the ledger has for them, and would be drawn into another/;
  const stale = await pushplan(['apply', 'unseen.json', '--yes', '--json'], { cwd });
  expect(stale.exitCode).toBe(5);
  expect(readDiagnostics(stale)[0]?.message).toMatch(staying);
  // A plan that saw the ledger is stale for other reasons.
  await pushplan(['plan', '--out', 'seen.json', '--allow', 'resend'], { cwd });
  await repository.write('hello.campaign.yaml', written(99, 'Fourth', 'Other'));
  const changed = await pushplan(['apply', 'seen.json', '--yes', '--json'], { cwd });
  expect(changed.exitCode).toBe(5);
  expect(readDiagnostics(changed)[0]?.message).not.toMatch(staying);
});

function drawn(more: string, second = 502): string {
  const arms = ['A', 'B'].map(
    (name, arm) =>
      `{ name: ${name}, weight: 50, camp_id: ${arm === 0 ? 501 : second}, notification: { title: ${name} } }`,
  );
  const test = `holdout: 30%\ntest_share: 50%\nvariants: [${arms.join(', ')}]\n${more}`;
  return campaignText({ more: test }).replace('email: "{{email}}"', 'email: "{{email}}", uuid: "u-{{name}}"');
}

test('reports in a review an arm that gets another camp_id, and how many people another salt or assign_by moves', async () => {
  await using repository = await makeRepository({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': drawn(''),
    'people.csv': people(60),
  });
  const cwd = repository.root;
  const review = async (content: string) => {
    await repository.write('hello.campaign.yaml', content);
    const [campaign] = readPlan(await pushplan(['plan', '--json', '--base', 'main'], { cwd })).campaigns;
    const found = campaign?.diagnostics.filter(({ code }) => code === 'PP397') ?? [];
    return { campaign, messages: found.map(({ line, message }) => `${line} ${message}`) };
  };
  runGit(cwd, ['checkout', '-q', '-b', 'change']);
  // Nothing was sent yet, so that there is no test to spoil.
  expect((await review(drawn('salt: other'))).messages).toEqual([]);
  await repository.write('hello.campaign.yaml', drawn(''));
  await pushplan(['apply', '--yes'], { cwd });
  const renumbered = await review(drawn('', 603));
  expect(renumbered.messages).toEqual([
    `5 arm B has another camp_id in the middle of its test: ${renumbered.campaign?.arms?.[1]?.recorded} people were sent it under 502`,
  ]);
  for (const [setting, more] of [
    ['salt', 'salt: other'],
    ['assign_by', 'assign_by: email'],
  ]) {
    const { campaign, messages } = await review(drawn(more ?? ''));
    const [moved, released] = messages.map((message) => Number(/: (?<count>\d+) /v.exec(message)?.groups?.['count']));
    expect(messages).toEqual([
      `6 ${setting} has changed in the middle of a test: ${moved} people who got no arm yet are drawn otherwise`,
      `6 ${setting} has changed while people are held out: ${released} people held out until now get the campaign`,
    ]);
    // Everybody who would be sent something now waited for the winner or was held out.
    expect(Number(moved) + Number(released)).toBe(campaign?.counts.send);
  }
  // This identifier is also the default, so that nothing changes.
  expect((await review(drawn('assign_by: uuid'))).messages).toEqual([]);
});

test('reports campaigns under one holdout that know people by different identifiers', async () => {
  const uuid = campaignText({ id: 'other', campId: 8 }).replace('email: "{{email}}"', 'uuid: "{{email}}"');
  await using repository = await makeRepository({
    'pushplan.yaml': `${sandboxOnly}workspace_id: ws_abcdefghijkl\npolicy: { holdout: { share: 5%, except_tags: [service] } }\n`,
    'hello.campaign.yaml': campaignText(),
    'other.campaign.yaml': uuid,
    'service.campaign.yaml': uuid
      .replaceAll('other', 'service')
      .replace('camp_id: 8', 'tags: [service]')
      .replace('tags: [service]', 'camp_id: 9')
      .replace('id: service', 'id: service\ntags: [service]'),
    'people.csv': people(3),
  });
  const { stdout } = await pushplan(['validate', '--json', '--no-rows'], { cwd: repository.root });
  const { diagnostics }: { diagnostics: { code: string; file: string; message: string }[] } = JSON.parse(stdout);
  expect(diagnostics.filter(({ code }) => code === 'PP398')).toEqual([
    expect.objectContaining({
      file: 'other.campaign.yaml',
      message:
        'policy.holdout is drawn by uuid here, and by email in hello.campaign.yaml: a person may be held out of one and get the other',
    }),
  ]);
});
