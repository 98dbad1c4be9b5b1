// Sources in a pull request: the sources of the base apply. Also, errors for a source that a campaign names incorrectly.
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { campaignOver, makeFetching } from '../support/fetching.ts';
import { runGit } from '../support/git-repository.ts';
import { runWithBase } from '../support/plan-with-base.ts';
import { people, sandboxOnly } from '../support/workspace.ts';

const source = (program: string): string =>
  `sources:\n  own: { kind: command, run: [${JSON.stringify(process.execPath)}, ${program}] }\n`;

test.each([
  ['the same source', source('a.mjs'), undefined],
  ['no source', '', 'the source own, and main has no such source'],
  ['another source', source('b.mjs'), 'the source own, and in main it is another one'],
])('a base with %s', async (_what, base, blocked) => {
  await using world = await makeFetching();
  const settings = (lines: string): string => `${sandboxOnly}data_dir: ${JSON.stringify(world.data)}\n${lines}`;
  await world.write('pushplan.yaml', settings(base));
  await world.write('people.csv', people(3));
  runGit(world.root, ['init', '-q', '-b', 'main']);
  runGit(world.root, ['add', '-A']);
  runGit(world.root, ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'base']);
  await world.write('pushplan.yaml', settings(source('a.mjs')));
  await world.write('a.mjs', "console.log('email,name\\na@example.com,A');");
  await world.write('vip.sql', 'SELECT 1');
  await world.write('hello.campaign.yaml', campaignOver('{ source: own, query: vip.sql }'));
  expect((await world.run(['fetch'])).exitCode).toBe(0);
  const planned = await runWithBase(world, '--json');
  expect(planned.exitCode).toBe(blocked === undefined ? 0 : 4);
  const found = readPlan(planned).diagnostics.filter(({ code }) => code === 'PP291');
  expect(found).toMatchObject(
    blocked === undefined
      ? []
      : [{ severity: 'error', file: 'hello.campaign.yaml', line: 4, message: `hello is fetched from ${blocked}` }],
  );
});

describe('validate', () => {
  test.each([
    [
      '{ source: on, query: vip.sql }',
      'PP280',
      'the source "on" is not defined in pushplan.yaml',
      'Did you mean "own"?',
    ],
    [
      '{ source: other, query: vip.sql }',
      'PP280',
      'the source "other" is not defined in pushplan.yaml',
      'Defined are: own, web.',
    ],
    [
      '{ source: own, object: a.csv }',
      'PP281',
      'the source own is of kind command, which has no objects, but runs queries',
      undefined,
    ],
    [
      '{ source: web, query: vip.sql }',
      'PP281',
      'the source web is of kind https, which has objects, and runs no queries',
      undefined,
    ],
    [
      '{ source: own, query: vip.sql, params: { a: 1 } }',
      'PP281',
      'the source own is a command, and params cannot be bound to a command',
      undefined,
    ],
    ['{ source: web, object: a.doc }', 'PP262', undefined, undefined],
  ])('%s', async (audience, code, message, help) => {
    await using world = await makeFetching({
      'pushplan.yaml': `${sandboxOnly}${source('a.mjs')}  web: { kind: https, base: "https://example.com/" }\n`,
      'hello.campaign.yaml': campaignOver(audience),
      'vip.sql': 'SELECT 1',
    });
    const result = await world.run(['validate', '--json']);
    expect(result.exitCode).toBe(3);
    const [finding] = readDiagnostics(result);
    expect(finding).toMatchObject({ file: 'hello.campaign.yaml', line: 4 });
    if (message !== undefined) expect(finding).toMatchObject({ code, message });
    if (help !== undefined) expect(finding).toMatchObject({ help });
  });
});
