// Where a new workspace's CI files go: to the root of its repository, where the platforms look for them, and never over one that is there.
import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fillFile, type Words } from './fill-file.ts';

export interface CiFiles {
  /** Path from the workspace ("../.github/workflows/pushplan.yml") to text. */
  readonly files: Readonly<Record<string, string>>;
  /** Those that are there already, and stay as they are. */
  readonly kept: readonly string[];
  /** What the README calls them. */
  readonly workflow: string;
  readonly gitlab: string;
  readonly branch: string;
  /** The one that they are in the root of, where there is one. */
  readonly repository: string | undefined;
}

const workflowFile = '.github/workflows/pushplan.yml';
const gitlabFile = '.gitlab/pushplan.gitlab-ci.yml';

/** Jobs that a workspace need not have. */
export interface CiExtras {
  /** When the scheduled job runs, as cron writes it. */
  readonly cron: string | undefined;
  /** Whether a job fetches what a pull request asks for, when a reviewer has said yes. */
  readonly fetches: boolean;
}

/** The words of the blocks that are there only with these jobs. */
export function wordsOfExtras({ cron, fetches }: CiExtras): Words {
  return { '17 6 * * *': cron ?? '', 'init-cron': cron, 'init-fetch': fetches ? '' : undefined };
}

/** `root` is the workspace, which need not be there yet. */
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

/** A second workspace of a repository gets a workflow of its own name. */
async function chooseWorkflow(repository: string, folder: string): Promise<string> {
  if (folder === '' || !(await isPathThere(join(repository, workflowFile)))) return workflowFile;
  return `.github/workflows/pushplan-${nameFolder(folder)}.yml`;
}

/** For files, groups and artifacts of a workflow. */
function nameFolder(folder: string): string {
  return spellPlainly(folder, /[^A-Za-z0-9]+/gv);
}

/** What tells the comments of several workspaces apart. */
function nameComment(folder: string): string {
  return spellPlainly(folder, /[^A-Za-z0-9._\/]+/gv);
}

/** Of a name in other letters little or nothing is left, and that is the same for many: a sum tells them apart. */
function spellPlainly(folder: string, others: RegExp): string {
  const plain = folder.normalize('NFKD').replaceAll(/\p{M}/gv, '').replaceAll(others, '-');
  if (/^[\x20-\x7e]*$/v.test(folder)) return plain;
  const sum = createHash('sha256').update(folder.normalize('NFC')).digest('hex').slice(0, 8);
  return [...plain.split('-').filter((word) => word !== ''), sum].join('-');
}

interface WorkflowPlace {
  /** From the repository's root to the workspace, with forward slashes; empty when they are the same. */
  readonly folder: string;
  /** The workflow file itself, from the root. */
  readonly file: string;
  /** The branch that is protected, and sent from. */
  readonly branch: string;
}

/** In a repository with other things in it, only what touches the workspace is planned and sent. */
function wordsOfWorkflow({ folder, file, branch }: WorkflowPlace): Words {
  const isRoot = folder === '';
  // The characters of patterns stand for any here: a folder that is called so matches, and hardly another does.
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
    // A file in a worktree or submodule, else a folder.
    if (await isPathThere(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** What the platform told git is the default branch; where it has told nothing yet, git's own default or GitHub's. */
async function findBranch(repository: string): Promise<string> {
  const told = await readRef(join(repository, '.git/refs/remotes/origin/HEAD'), 'refs/remotes/origin/');
  if (told !== undefined) return told;
  return (await readRef(join(repository, '.git/HEAD'), 'refs/heads/')) === 'master' ? 'master' : 'main';
}

/** The branch that a symbolic ref names; undefined too for one with characters that a filter of branches takes for patterns. */
async function readRef(path: string, prefix: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const ref = /^ref: (?<name>[A-Za-z][\w.\/\-]*)\n?$/v.exec(text)?.groups?.['name'];
  return ref?.startsWith(prefix) === true ? ref.slice(prefix.length) : undefined;
}

/** A link that leads nowhere is there too. */
export async function isPathThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
