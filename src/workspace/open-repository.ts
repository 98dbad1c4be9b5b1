// Resolves a git ref in the repository of a workspace to a commit, or throws a refusal that explains how to get it.
import { findNearest } from '../campaign/find-nearest.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { askGit, explainFailure, linesOfGit } from './git.ts';

export interface Commit {
  /** The ref as it was given. */
  readonly ref: string;
  /** The full id of the commit. */
  readonly id: string;
  /** The path from the root of the repository to the workspace, with a slash at its end; "" if they are the same. */
  readonly prefix: string;
  /** The absolute path of the folder in which git runs. */
  readonly folder: string;
}

/** The number of digits in an id: of SHA-1, and of SHA-256. */
const idLengths: readonly number[] = [40, 64];

/** Whether a command needs --base. */
export type BaseNeed = 'optional' | 'required';

/**
 * Resolves a ref. `root` is the folder of the workspace. Throws a Refusal: PP160 without a repository, PP161 for an unknown ref, PP162 if the clone
 * lacks the commit.
 */
export async function openCommit(root: string, ref: string, need: BaseNeed = 'optional'): Promise<Commit> {
  const prefix = await findPrefix(root, need);
  if (/^0+$/v.test(ref) && idLengths.includes(ref.length)) throw refuseNothing(ref);
  const isShallow = (await linesOfGit(root, ['rev-parse', '--is-shallow-repository']))[0] === 'true';
  const [id = ''] =
    ref === '' ? [] : await linesOfGit(root, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]);
  // For an expression that is not a single commit, such as ^main, git prints something other than an id.
  if (!/^[\da-f]+$/v.test(id) || !idLengths.includes(id.length))
    throw isShallow ? refuseShallow(ref) : await refuseUnknown(root, ref);
  const tree = await askGit(root, ['cat-file', '-e', `${id}^{tree}`]);
  if (tree.kind !== 'done') throw refuseShallow(ref);
  return { ref, id, prefix, folder: root };
}

async function findPrefix(root: string, need: BaseNeed): Promise<string> {
  const answer = await askGit(root, ['rev-parse', '--is-inside-work-tree', '--show-prefix']);
  const isOutside = answer.kind === 'failed' && /not a git repository/.test(answer.stderr);
  if (answer.kind !== 'done' && !isOutside) {
    const { because, help } = explainFailure(answer);
    throw refuseRepository(because, help);
  }
  // The prefix itself may contain line breaks.
  const [, prefix] = answer.kind === 'done' ? (/^true\n([^]*)\n$/v.exec(answer.stdout.toString('utf8')) ?? []) : [];
  if (prefix !== undefined) return prefix;
  const without = need === 'optional' ? ', or leave --base out' : '';
  const help = `Run it in a clone${without}. In CI, check the repository out with git.`;
  throw refuseRepository(`${root} is in no git repository`, help);
}

async function refuseUnknown(root: string, ref: string): Promise<Refusal> {
  const known = await linesOfGit(root, [
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
    'refs/tags',
    'refs/remotes',
  ]);
  const remote = known.find((name) => name.endsWith(`/${ref}`) && ref !== '');
  const nearest = remote ?? findNearest(ref, known);
  const help =
    nearest === undefined
      ? 'Name a branch, a tag or a commit, such as origin/main; git fetch gets those that are missing here.'
      : `Did you mean ${nearest}?`;
  return refuse(exitCodes.invalidInput, 'PP161', `--base ${JSON.stringify(ref)}: git knows no such commit here`, help);
}

/** GitLab (CI_COMMIT_BEFORE_SHA) and GitHub (event.before) give zeros for the first push of a branch. */
function refuseNothing(ref: string): Refusal {
  const message = `--base ${ref} is not a commit: CI gives zeros for the first push of a branch, because there is no commit before it`;
  const help =
    'Name a branch or commit to compare with, such as origin/main. From the second push on, CI gives the commit before it.';
  return refuse(exitCodes.invalidInput, 'PP161', message, help);
}

function refuseRepository(message: string, help: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP160', message, help);
}

/** Returns the refusal for a clone without history, or without the objects of other commits. */
export function refuseShallow(ref: string): Refusal {
  const message = `--base ${JSON.stringify(ref)}: this clone does not have that commit, or not all of its files (it is shallow or partial)`;
  const help = 'Check out with fetch-depth: 0 and without a filter, or run: git fetch --unshallow';
  return refuse(exitCodes.invalidInput, 'PP162', message, help);
}
