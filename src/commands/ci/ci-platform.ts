// Finds the platform, pull request and token of a CI job: from options, otherwise from the variables that the platform sets.
import { readFile } from 'node:fs/promises';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { CommentForge, PullRequest } from '../../forge/forge.ts';
import { openGithub, type GithubAccess } from '../../forge/github.ts';
import type { CommentPart } from '../../forge/comment-parts.ts';
import type { ForgeAccess } from '../../forge/forge-access.ts';
import { findMergedRequest, openGitlab } from '../../forge/gitlab.ts';
import type { Context } from '../../opening/context.ts';
import { saySentence } from '../../opening/say-sentence.ts';
import { isMap, valueAt } from '../../is-map.ts';

export interface CommentTarget extends PullRequest {
  readonly platform: 'github' | 'gitlab';
  /** "pull request 7 of acme/shop" */
  readonly name: string;
}

export interface TargetOptions {
  readonly platform: 'github' | 'gitlab' | undefined;
  readonly pull: number | undefined;
  /** A report is about the request that this commit has merged, unless another one is named. */
  readonly part?: CommentPart | undefined;
}

/** Reads the variables of GitHub Actions and GitLab CI, which their pages of predefined variables describe. */
export async function findTarget(context: Context, { platform, pull, part }: TargetOptions): Promise<CommentTarget> {
  const { env } = context;
  if ((platform ?? requirePlatform(env)) === 'gitlab') {
    const repository = need(env, 'CI_PROJECT_ID', 'a number');
    const told = pull ?? readNumber(env['CI_MERGE_REQUEST_IID']);
    const number = told ?? (part === 'report' ? await findMergedHere(context, repository) : undefined);
    if (number === undefined) throw noRequest('CI_MERGE_REQUEST_IID is not set: this is not a merge request pipeline');
    return { platform: 'gitlab', repository, number, name: `merge request ${number} of project ${repository}` };
  }
  const repository = readRepository(env);
  const number = pull ?? (await readEvent(env['GITHUB_EVENT_PATH']));
  if (number === undefined) throw noRequest('this run is not about a pull request');
  return { platform: 'github', repository, number, name: `pull request ${number} of ${repository}` };
}

/** The merge request that was merged, for a job that runs after the merge. */
async function findMergedHere(context: Context, repository: string): Promise<number | undefined> {
  const access = accessGitlab(context);
  const commit = context.env['CI_COMMIT_SHA'];
  return access === undefined || !isSet(commit) ? undefined : findMergedRequest(access, { repository, commit });
}

/** Undefined if there is no token. */
function accessGitlab(context: Context): ForgeAccess | undefined {
  const { env, secrets } = context;
  const token = secrets.note(readToken(env, 'GITLAB_TOKEN'));
  const api = env['CI_API_V4_URL'] ?? 'https://gitlab.com/api/v4';
  return isSet(token) ? { env, userAgent: userAgentOf(context), waiting: waitingOf(context), api, token } : undefined;
}

function requirePlatform(env: Context['env']): CommentTarget['platform'] {
  const platform = guessPlatform(env);
  if (platform === undefined) throw noRequest('neither GitHub Actions nor GitLab CI is running here');
  return platform;
}

/** Undefined if it is neither. */
export function guessPlatform(env: Context['env']): CommentTarget['platform'] | undefined {
  if (isSet(env['GITHUB_REPOSITORY'])) return 'github';
  return isSet(env['CI_API_V4_URL']) || isSet(env['GITLAB_CI']) ? 'gitlab' : undefined;
}

export function readRepository(env: Context['env']): string {
  const repository = need(env, 'GITHUB_REPOSITORY', 'OWNER/NAME');
  if (/^[\w.\-]+\/[\w.\-]+$/v.test(repository)) return repository;
  throw refuse(
    exitCodes.invalidInput,
    'PP510',
    'GITHUB_REPOSITORY is not OWNER/NAME',
    'Set it as GitHub Actions does.',
  );
}

async function readEvent(path: string | undefined): Promise<number | undefined> {
  const number = (await readEventRequest(path))?.['number'];
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Reads the pull request from the event that GitHub gives the job. Undefined if the event has none. */
export async function readEventRequest(
  path: string | undefined,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!isSet(path)) return undefined;
  try {
    const request = valueAt(JSON.parse(await readFile(path, 'utf8')), 'pull_request');
    return isMap(request) ? request : undefined;
  } catch {
    throw noRequest('the event in GITHUB_EVENT_PATH cannot be read');
  }
}

/** Undefined if there is no token: a dry run needs none. */
export function openCommentForge(context: Context, target: CommentTarget): CommentForge | undefined {
  const { env } = context;
  if (target.platform === 'gitlab') {
    const access = accessGitlab(context);
    return access === undefined ? undefined : openGitlab(access, target);
  }
  return isSet(env['GITHUB_TOKEN']) ? openGithub(accessGithub(context), target) : undefined;
}

/** Throws a Refusal (exit 3) if there is no token. */
export function accessGithub(context: Context): GithubAccess {
  const { env, secrets } = context;
  const token = secrets.note(readToken(env, 'GITHUB_TOKEN'));
  if (!isSet(token)) throw noToken('GITHUB_TOKEN');
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  return { api, token, variable: 'GITHUB_TOKEN', userAgent: userAgentOf(context), env, waiting: waitingOf(context) };
}

/** Cuts off the line break that files of secrets end with. Throws a Refusal (exit 3) for a token that no header can hold. */
function readToken(env: Context['env'], variable: string): string | undefined {
  const token = env[variable]?.trim();
  if (token === undefined || /^[\x21-\x7E]*$/v.test(token)) return token;
  throw refuse(
    exitCodes.invalidInput,
    'PP511',
    `${variable} is no token: it has a space, a line break or another character that tokens do not have`,
    'Set it again, to the token alone.',
  );
}

export function noToken(variable: string): Refusal {
  const help =
    variable === 'GITHUB_TOKEN'
      ? 'Set it for this step alone: `env: { GITHUB_TOKEN: "${{ github.token }}" }`.'
      : 'Set it as a masked variable of the project; the job token of CI cannot comment.';
  return refuse(exitCodes.invalidInput, 'PP511', `environment variable ${variable} is not set`, help);
}

function noRequest(message: string): Refusal {
  const help = 'Say which one: --platform github --pull N, or --platform gitlab --pull N.';
  return refuse(exitCodes.invalidInput, 'PP510', `there is no pull request to comment on: ${message}`, help);
}

/** `example` is what the platform would set. */
function need(env: Context['env'], variable: string, example: string): string {
  const value = env[variable];
  if (isSet(value)) return value;
  throw refuse(
    exitCodes.invalidInput,
    'PP510',
    `environment variable ${variable} is not set, and says which repository it is about`,
    `The platform sets it in its jobs; elsewhere set it yourself, to ${example}.`,
  );
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/v.test(text) ? Number(text) : undefined;
}

function waitingOf({ clock, stderr }: Context): ForgeAccess['waiting'] {
  return { ...clock, tell: (sentence) => saySentence(stderr, sentence) };
}

function userAgentOf({ version }: Context): string {
  return `pushplan/${version}`;
}

export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
