// Tells whether this runs for a pull request from a fork: its files may name any address, and none of them is requested.
import { valueAt } from '../../is-map.ts';
import { isCi } from '../../opening/context.ts';
import { isSet, readEventRequest } from '../ci/ci-platform.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** True also if that cannot be told, as in a CI that is neither GitHub Actions nor GitLab. */
export async function isFromFork(env: Variables): Promise<boolean> {
  if (isSet(env['GITHUB_EVENT_NAME'])) return isFromGithubFork(env['GITHUB_EVENT_NAME'], env['GITHUB_EVENT_PATH']);
  const request = requests.find(({ mark }) => isSet(env[mark]));
  if (request !== undefined) return !isSet(env[request.source]) || env[request.source] !== env[request.target];
  return !isSet(env['GITLAB_CI']) && isOtherCi(env);
}

/** Events of the repository itself. All others may come from outside, as a comment below a pull request does. */
const ownEvents = new Set(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'merge_group', 'release']);

async function isFromGithubFork(event: string, path: string | undefined): Promise<boolean> {
  if (ownEvents.has(event)) return false;
  try {
    const request = await readEventRequest(path);
    const [head, base] = [nameOf(request?.['head']), nameOf(request?.['base'])];
    return head === undefined || head !== base;
  } catch {
    return true;
  }
}

/** A fork that was deleted has no repository. */
function nameOf(side: unknown): string | undefined {
  const name = valueAt(side, 'repo', 'full_name');
  return typeof name === 'string' ? name : undefined;
}

/** Variables of GitLab jobs: the mark of a merge request, and its two projects. The second entry is for repositories on GitHub. */
const requests = [
  {
    mark: 'CI_MERGE_REQUEST_IID',
    source: 'CI_MERGE_REQUEST_SOURCE_PROJECT_ID',
    target: 'CI_MERGE_REQUEST_PROJECT_ID',
  },
  {
    mark: 'CI_EXTERNAL_PULL_REQUEST_IID',
    source: 'CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY',
    target: 'CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY',
  },
] as const;

/** Some systems do not set CI. `CI=false` says that there is none, or that somebody knows that this is not a fork. */
function isOtherCi(env: Variables): boolean {
  if (isSet(env['CI'])) return isCi(env);
  return ['TF_BUILD', 'JENKINS_URL', 'TEAMCITY_VERSION', 'CODEBUILD_BUILD_ID'].some((name) => isSet(env[name]));
}
