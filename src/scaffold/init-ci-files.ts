// Plans the CI files of a new workspace: in the root of its repository, where the platforms look for them, and never over existing files.
import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fillFile, type Words } from './fill-file.ts';

export interface CiFiles {
  /** Texts by their path from the workspace ("../.github/workflows/pushplan.yml"). */
  readonly files: Readonly<Record<string, string>>;
  /** Files that exist already and stay as they are. */
  readonly kept: readonly string[];
  /** The paths and the branch as the README names them. */
  readonly workflow: string;
  readonly gitlab: string;
  readonly branch: string;
  /** The repository whose root they are in, if there is one. */
  readonly repository: string | undefined;
}

const workflowFile = '.github/workflows/pushplan.yml';
const gitlabFile = '.gitlab/pushplan.gitlab-ci.yml';

/** The optional jobs of a workspace. */
export interface CiExtras {
  /** When the scheduled job runs, in cron syntax. */
  readonly cron: string | undefined;
  /** Whether a job fetches the data that a pull request needs, after a reviewer has approved it. */
  readonly fetches: boolean;
}

/** The words of the blocks that exist only with these jobs. */
export function wordsOfExtras({ cron, fetches }: CiExtras): Words {
  return { '17 6 * * *': cron ?? '', 'init-cron': cron, 'init-fetch': fetches ? '' : undefined };
}

/** `root` is the workspace, which need not exist yet. */
export async function planCiFiles(packageRoot: URL, root: string, extras: CiExtras): Promise<CiFiles> {
  const found = await findRepository(root);
  const repository = found ?? root;
  const folder = relative(repository, root).replaceAll('\\', '/');
  const fromWorkspace = (path: string): string => relative(root, join(repository, path)).replaceAll('\\', '/');
  const file = await chooseWorkflow(repository, folder);
  const branch = await findBranch(repository);
  const texts = [
    [
      file,
      await fillFile(packageRoot, workflowFile, {
        ...wordsOfExtras(extras),
        ...wordsOfWorkflow({ folder, file, branch }),
      }),
    ],
    [gitlabFile, await fillFile(packageRoot, gitlabFile, { ...wordsOfExtras(extras), ...wordsOfGitlab(folder) })],
  ] as const;
  const files: Record<string, string> = {};
  const kept: string[] = [];
  for (const [path, text] of texts) {
    if (await isPathThere(join(repository, path))) kept.push(fromWorkspace(path));
    else files[fromWorkspace(path)] = text;
  }
  const names = { workflow: fromWorkspace(file), gitlab: fromWorkspace(gitlabFile), branch };
  return { files, kept, ...names, repository: found };
}

/** A second workspace of a repository gets a workflow file named after its folder. */
async function chooseWorkflow(repository: string, folder: string): Promise<string> {
  if (folder === '' || !(await isPathThere(join(repository, workflowFile)))) return workflowFile;
  return `.github/workflows/pushplan-${nameFolder(folder)}.yml`;
}

/** Names the folder in files, groups and artifacts of a workflow. */
function nameFolder(folder: string): string {
  return spellPlainly(folder, /[^A-Za-z0-9]+/gv);
}

/** Names the folder in comments, which tells those of several workspaces apart. */
function nameComment(folder: string): string {
  return spellPlainly(folder, /[^A-Za-z0-9._\/]+/gv);
}

/** Little or nothing is left of a name in another alphabet, and many names become the same: a hash tells them apart. */
function spellPlainly(folder: string, others: RegExp): string {
  const plain = folder.normalize('NFKD').replaceAll(/\p{M}/gv, '').replaceAll(others, '-');
  if (/^[\x20-\x7e]*$/v.test(folder)) return plain;
  const sum = createHash('sha256').update(folder.normalize('NFC')).digest('hex').slice(0, 8);
  return [...plain.split('-').filter((word) => word !== ''), sum].join('-');
}

interface WorkflowPlace {
  /** The path from the repository's root to the workspace, with forward slashes; empty if they are the same. */
  readonly folder: string;
  /** The path of the workflow file from the root. */
  readonly file: string;
  /** The protected branch; what is merged into it is sent. */
  readonly branch: string;
}

/** Limits the workflow to changes that touch the workspace, if the repository has other contents. */
function wordsOfWorkflow({ folder, file, branch }: WorkflowPlace): Words {
  const isRoot = folder === '';
  // Characters with a meaning in patterns become "*": the folder still matches, and hardly any other does.
  const pattern = `${folder.replaceAll(/[*?+\[\]!\\]/gv, '*')}/**`;
  return {
    '"init-folder/**"': isRoot ? undefined : JSON.stringify(pattern),
    "'init-folder/": `'${isRoot ? '' : `${folder.replaceAll(/[^\w.\/\-]+/gv, '*')}/`}`,
    ' --workspace init-folder': isRoot ? '' : ` --workspace ${nameComment(folder)}`,
    'push-init-folder': isRoot ? 'push' : `push-${nameFolder(folder)}`,
    '"init-folder"': isRoot ? undefined : JSON.stringify(folder),
    '"init-workflow"': JSON.stringify(file),
    'init-branch': branch,
  };
}

function wordsOfGitlab(folder: string): Words {
  const isRoot = folder === '';
  return {
    '"init-folder/**/*"': isRoot ? undefined : JSON.stringify(`${folder}/**/*`),
    '"init-folder"': JSON.stringify(isRoot ? '.' : folder),
    ' --workspace init-folder': isRoot ? '' : ` --workspace ${nameComment(folder)}`,
    'init-gitlab': gitlabFile,
  };
}

async function findRepository(root: string): Promise<string | undefined> {
  for (let at = root; ; at = dirname(at)) {
    // A file in a worktree or submodule, otherwise a folder.
    if (await isPathThere(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The platform's default branch, if git knows it; otherwise master (git's own default) if HEAD names it, or else main (GitHub's). */
async function findBranch(repository: string): Promise<string> {
  const told = await readRef(join(repository, '.git/refs/remotes/origin/HEAD'), 'refs/remotes/origin/');
  if (told !== undefined) return told;
  return (await readRef(join(repository, '.git/HEAD'), 'refs/heads/')) === 'master' ? 'master' : 'main';
}

/** The branch that a symbolic ref names. Undefined also for a name with characters that branch filters take for patterns. */
async function readRef(path: string, prefix: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const ref = /^ref: (?<name>[A-Za-z][\w.\/\-]*)\n?$/v.exec(text)?.groups?.['name'];
  return ref?.startsWith(prefix) === true ? ref.slice(prefix.length) : undefined;
}

/** A link that leads nowhere also counts. */
export async function isPathThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
