// Detects CI jobs that run for a fork, or may do so. For these, pictures and links are not requested.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFromFork } from '../../../src/commands/online/from-fork.ts';
import { makeWorkspace } from '../../support/workspace.ts';

function side(name: string | undefined) {
  return { repo: name === undefined ? null : { full_name: name } };
}

describe('on GitHub', () => {
  it.each([
    ['acme/shop', 'acme/shop', false],
    ['eve/shop', 'acme/shop', true],
    [undefined, 'acme/shop', true],
    [undefined, undefined, true],
  ])('a pull request from %s to %s', async (head, base, isFork) => {
    await using folder = await makeWorkspace();
    const path = join(folder.root, 'event.json');
    await writeFile(path, JSON.stringify({ pull_request: { head: side(head), base: side(base) } }));
    const events = ['pull_request', 'pull_request_target', 'pull_request_review'];
    const found = await Promise.all(
      events.map((event) => isFromFork({ CI: 'true', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path })),
    );
    expect(found).toEqual([isFork, isFork, isFork]);
  });

  it.each([
    ['push', false],
    ['schedule', false],
    ['merge_group', false],
    ['workflow_run', true],
    ['issue_comment', true],
    ['pull_request', true],
  ])('an event %s without a pull request in it', async (event, isFork) => {
    expect(await isFromFork({ CI: 'true', GITHUB_EVENT_NAME: event })).toBe(isFork);
    expect(await isFromFork({ CI: 'true', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: '/nowhere' })).toBe(isFork);
  });
});

describe('on GitLab', () => {
  const request = { CI: 'true', GITLAB_CI: 'true', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_PROJECT_ID: '1' };
  const external = { CI: 'true', GITLAB_CI: 'true', CI_EXTERNAL_PULL_REQUEST_IID: '7' };

  it.each([
    ['a branch', { CI: 'true', GITLAB_CI: 'true' }, false],
    ['a merge request', { ...request, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1' }, false],
    ['a merge request from a fork', { ...request, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' }, true],
    ['a merge request without its source', { ...request, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '' }, true],
    [
      'a pull request of GitHub',
      {
        ...external,
        CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY: 'acme/shop',
        CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY: 'acme/shop',
      },
      false,
    ],
    [
      'a pull request of GitHub from a fork',
      {
        ...external,
        CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY: 'eve/shop',
        CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY: 'acme/shop',
      },
      true,
    ],
  ])('%s', async (_what, env, isFork) => {
    expect(await isFromFork(env)).toBe(isFork);
  });
});

describe('elsewhere', () => {
  it.each([
    ['no CI', {}, false],
    ['a CI', { CI: 'true' }, true],
    ['a CI that does not set CI', { JENKINS_URL: 'https://ci.example.com' }, true],
    ['another CI, with CI empty', { CI: '', TF_BUILD: 'True' }, true],
    ['CI=false, whatever else is set', { CI: 'false', JENKINS_URL: 'https://ci.example.com' }, false],
  ])('%s', async (_what, env, isFork) => {
    expect(await isFromFork(env)).toBe(isFork);
  });
});
