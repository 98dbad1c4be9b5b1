// ci comment: keeps one comment for each plan, finds it by author and marker on all pages, and changes no other.
import { describe, expect, test } from 'vitest';
import { bot, repository } from '../support/forge-server.ts';
import { commentIt, marker, plan, startGithubJob, startGitlabJob } from '../support/forge-cli.ts';
import { readDocument } from '../support/documents.ts';

const body = `${plan.trimEnd()}\n\n${marker}`;

describe.each([
  ['GitHub', startGithubJob, `pull request 7 of ${repository}`],
  ['GitLab', startGitlabJob, 'merge request 7 of project 42'],
] as const)('on %s', (_name, startJob, name) => {
  test('the first run posts, the next one updates, and one without changes does nothing', async () => {
    await using job = await startJob();
    const first = await job.run(commentIt);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toMatch(new RegExp(`^The comment on ${name} posted`));
    expect(job.forge.comments.map((one) => one.body)).toEqual([body]);
    await job.folder.write('plan.md', 'Merging sends nothing\n');
    expect((await job.run(commentIt)).stdout).toContain(`The comment on ${name} updated`);
    expect(job.forge.comments.map((one) => one.body)).toEqual([`Merging sends nothing\n\n${marker}`]);
    const writes = job.forge.asked.length;
    expect((await job.run(commentIt)).stdout).toContain('says this already');
    expect(job.forge.asked.slice(writes).every(({ method, path }) => method === 'GET' || path === '/graphql')).toBe(
      true,
    );
  });

  test('comments with the marker by other authors, or with the marker outside the last line, are not changed', async () => {
    await using job = await startJob();
    const theirs = [
      job.forge.add('mallory', body),
      job.forge.add('github-actions', body),
      job.forge.add(bot, `${marker}\nquoted by another job`),
      job.forge.add(bot, `about ${marker}`),
      job.forge.add(bot, plan),
    ];
    const before = theirs.map((one) => one.body);
    expect((await job.run(commentIt)).stdout).toContain('posted');
    expect(theirs.map((one) => one.body)).toEqual(before);
    expect(job.forge.comments.at(-1)).toMatchObject({ author: bot, body });
  });

  test('the comment is found after hundreds of others, with the line ends of any platform', async () => {
    await using job = await startJob();
    for (let index = 0; index < 250; index += 1) job.forge.add('chatter', `comment ${index}`);
    const ours = job.forge.add(bot, `Old plan\r\n\r\n${marker}\r\n`);
    expect((await job.run(commentIt)).stdout).toContain('updated');
    expect(ours.body).toBe(body);
    expect(job.forge.comments).toHaveLength(251);
    expect(job.forge.asked.filter(({ method, path }) => method === 'GET' && path.includes('page='))).toHaveLength(3);
  });

  test('a page that is exactly full is not taken for the last', async () => {
    await using job = await startJob();
    for (let index = 0; index < 100; index += 1) job.forge.add('chatter', 'full');
    expect((await job.run(commentIt)).stdout).toContain('posted');
    expect(job.forge.comments).toHaveLength(101);
  });

  test('each environment and each workspace has a comment of its own', async () => {
    await using job = await startJob();
    for (let round = 0; round < 2; round += 1) {
      for (const more of [
        ['--env', 'production'],
        ['--env', 'staging'],
        ['--env', 'production', '--workspace', 'a/push'],
        [],
      ])
        expect((await job.run(['ci', 'comment', 'plan.md', ...more])).exitCode).toBe(0);
    }
    expect(job.forge.comments.map((one) => one.body.split('\n').at(-1))).toEqual([
      '<!-- pushplan:plan env=production -->',
      '<!-- pushplan:plan env=staging -->',
      '<!-- pushplan:plan env=production workspace=a/push -->',
      '<!-- pushplan:plan -->',
    ]);
  });

  test('a dry run looks for the comment, reports what it would do, prints the text and writes nothing', async () => {
    await using job = await startJob();
    const dry = [...commentIt, '--dry-run'];
    const first = await job.run(dry);
    expect(first.stdout).toContain(`The comment on ${name} would be posted\n\n${body}\n`);
    const ours = job.forge.add(bot, `Old\n\n${marker}`);
    expect((await job.run(dry)).stdout).toContain('would be updated');
    expect(ours.body).toBe(`Old\n\n${marker}`);
    expect(job.forge.comments).toHaveLength(1);
  });

  test('without a token, a dry run makes no requests', async () => {
    await using job = await startJob();
    const dry = await job.run([...commentIt, '--dry-run'], { GITHUB_TOKEN: '', GITLAB_TOKEN: '' });
    expect(dry.exitCode).toBe(0);
    expect(dry.stdout).toContain('(no token: existing comments were not checked)');
    expect(dry.stdout).toContain(body);
    expect(job.forge.asked).toEqual([]);
  });
});

test('--json prints the place of the comment and what was done', async () => {
  await using job = await startGithubJob();
  const result = await job.run([...commentIt, '--json']);
  expect(result.exitCode).toBe(0);
  expect(readDocument('ci', result)).toEqual({
    format_version: '1.0',
    platform: 'github',
    repository,
    pull: 7,
    action: 'create',
    url: `https://github.example/${repository}/pull/7#issuecomment-1000`,
    dry_run: false,
    diagnostics: [],
  });
});

test('options replace what the job does not provide', async () => {
  await using job = await startGithubJob();
  const env = { GITHUB_EVENT_PATH: '' };
  expect((await job.run([...commentIt, '--pull', '12'], env)).exitCode).toBe(0);
  expect(job.forge.comments).toMatchObject([{ pull: 12, body }]);
  const gitlab = { GITLAB_TOKEN: 'x', CI_PROJECT_ID: '42', CI_API_V4_URL: job.forge.url };
  const dry = await job.run([...commentIt, '--platform', 'gitlab', '--pull', '3', '--dry-run'], {
    ...gitlab,
    GITLAB_TOKEN: '',
  });
  expect(dry.stdout).toContain('merge request 3 of project 42');
});

test('the text is sent byte for byte, whatever it contains', async () => {
  await using job = await startGithubJob();
  const text = 'Grüße 👩‍👩‍👧 `${{ secrets.X }}` $(id) "quoted" \\ <b>\n\n| a | b |\n';
  await job.folder.write('plan.md', text);
  expect((await job.run(commentIt)).exitCode).toBe(0);
  expect(job.forge.comments[0]?.body).toBe(`${text.trimEnd()}\n\n${marker}`);
  await job.folder.write('plan.md', job.forge.comments[0]?.body ?? '');
  expect((await job.run(commentIt)).stdout).toContain('says this already');
});

test('- reads standard input', async () => {
  await using job = await startGithubJob();
  const piped = ['ci', 'comment', '-', '--env', 'production'];
  expect((await job.run(piped, {}, plan)).exitCode).toBe(0);
  expect(job.forge.comments).toMatchObject([{ body }]);
  const empty = await job.run(piped);
  expect(empty.exitCode).toBe(3);
  expect(empty.stderr).toContain('PP510 - is empty');
});

test('a comment of a deleted account is ignored', async () => {
  await using job = await startGithubJob();
  job.forge.interfere = ({ method, path }) =>
    method === 'GET' && path.includes('/comments')
      ? { status: 200, body: [{ id: 1, user: null, body: null, html_url: '' }] }
      : undefined;
  expect((await job.run(commentIt)).stdout).toContain('posted');
});

test('a report goes to the merge request that the commit merged, and to no other one with that commit', async () => {
  await using job = await startGitlabJob();
  const after = { CI_MERGE_REQUEST_IID: '', CI_COMMIT_SHA: 'abc' };
  const report = [...commentIt, '--part', 'report'];
  const nowhere = await job.run(report, after);
  expect(nowhere).toMatchObject({ exitCode: 3, stdout: '' });
  job.forge.pulls.push({ commits_of: 'abc', number: 5, merge_commit_sha: 'other', sha: 'x' });
  job.forge.pulls.push({ commits_of: 'abc', number: 6, state: 'opened', merge_commit_sha: 'abc' });
  job.forge.pulls.push({ commits_of: 'abc', number: 9, squash_commit_sha: 'abc' });
  expect((await job.run(report, after)).stdout).toContain('merge request 9 of project 42 posted');
  expect(job.forge.comments).toMatchObject([{ pull: 9 }]);
  expect((await job.run(commentIt, after)).exitCode).toBe(3);
  expect((await job.run(report, { ...after, CI_COMMIT_SHA: '' })).exitCode).toBe(3);
  job.forge.interfere = () => ({ status: 200, body: [7] });
  expect((await job.run(report, after)).exitCode).toBe(1);
});
