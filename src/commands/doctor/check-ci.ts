// Checks what CI may do: by the text of the GitHub workflows that run pushplan, and by what their jobs install from.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, mapAt, valueAt, type YamlMap } from '../../is-map.ts';
import { parseYaml } from '../../campaign/yaml/parse-yaml.ts';
import { linesOfGit } from '../../workspace/git.ts';
import { good, warn, wrong, type CheckLine } from './check.ts';

const folder = '.github/workflows';

/** Empty if no workflow of the repository runs pushplan. `root` is the workspace. */
export async function checkCi(root: string): Promise<readonly CheckLine[]> {
  const [top] = await linesOfGit(root, ['rev-parse', '--show-toplevel']);
  if (top === undefined) return [];
  const ours = (await readWorkflows(top)).filter(({ text }) =>
    /\bpushplan (?:apply|ci|fetch|plan|resolve|resume|retry|test|worker)\b/v.test(text),
  );
  if (ours.length === 0) return [];
  const found = [...ours.flatMap(judgeWorkflow), ...(await judgeInstall(root))];
  if (found.length > 0) return found;
  const names = ours.map(({ file }) => file).join(', ');
  return [good('ci', `${names}: no job has secrets and may write, and what runs is what package-lock.json says`)];
}

interface Workflow {
  /** The path from the repository's root. */
  readonly file: string;
  readonly text: string;
}

async function readWorkflows(top: string): Promise<readonly Workflow[]> {
  const names = await readdir(join(top, folder)).catch((): string[] => []);
  const files = names.filter((name) => /\.ya?ml$/v.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(top, folder, name), 'utf8').catch(() => '');
      return { file: `${folder}/${name}`, text };
    }),
  );
}

function judgeWorkflow({ file, text }: Workflow): readonly CheckLine[] {
  const { data } = parseYaml(file, text);
  if (!isMap(data)) return [warn('ci', `${file} cannot be read as YAML`, 'Check what GitHub says about it.')];
  return [...judgeTriggers(file, data), ...judgePermissions(file, data), ...judgeSecrets(file, data)];
}

function judgeTriggers(file: string, { on }: YamlMap): readonly CheckLine[] {
  const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(isMap(on) ? on : {});
  if (!triggers.includes('pull_request_target')) return [];
  return [wrong('ci', `${file} runs on pull_request_target: with secrets, for anybody`, 'Use pull_request.')];
}

function judgePermissions(file: string, { permissions }: YamlMap): readonly CheckLine[] {
  if (isMap(permissions) && Object.keys(permissions).length === 0) return [];
  return [
    warn(
      'ci',
      `${file} does not begin with permissions: {}, so each job has the default permissions`,
      'Write permissions: {} at its top, and in each job what it needs.',
    ),
  ];
}

function judgeSecrets(file: string, data: YamlMap): readonly CheckLine[] {
  const { jobs: _jobs, ...shared } = data;
  const isShared = hasSecrets(shared);
  const jobs = Object.entries(mapAt(data, 'jobs'));
  const both = jobs.filter(([, job]) => (isShared || hasSecrets(job)) && mayWrite(job, data));
  const written = jobs.filter(([, job]) => scriptsOf(job).some(hasSecrets));
  return [
    ...(isShared
      ? [
          warn(
            'ci',
            `${file} gives secrets to all of its jobs, in env at its top`,
            'Give each secret to the step that needs it, in env of that step.',
          ),
        ]
      : []),
    ...both.map(([name]) =>
      warn('ci', `the job ${name} of ${file} has secrets and may write`, 'Let a second job write, without secrets.'),
    ),
    ...written.map(([name]) =>
      warn(
        'ci',
        `the job ${name} of ${file} puts a secret into the text of a script, which others may see`,
        'Give it to the step in env, and use the variable in the script.',
      ),
    ),
  ];
}

/**
 * Matches secrets in an expression, not as a word in a sentence; also all secrets at once. GITHUB_TOKEN does not count, since nobody
 * has set it: its permissions say what it may do.
 */
const secret =
  /\$\{\{(?:(?!\}\}).)*?(?:\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b)|\[)|\(\s*secrets\s*\))|"secrets":"inherit"/iv;

function hasSecrets(part: unknown): boolean {
  return secret.test(JSON.stringify(part));
}

/** The permissions of a job replace those of the workflow. */
function mayWrite(job: unknown, workflow: YamlMap): boolean {
  const own = valueAt(job, 'permissions') ?? workflow['permissions'];
  return own === 'write-all' || (isMap(own) && Object.values(own).includes('write'));
}

function scriptsOf(job: unknown): readonly unknown[] {
  const steps = valueAt(job, 'steps');
  return Array.isArray(steps) ? steps.map((step) => valueAt(step, 'run') ?? '') : [];
}

async function judgeInstall(root: string): Promise<readonly CheckLine[]> {
  const locks = await linesOfGit(root, ['ls-files', '--', 'package-lock.json']);
  const modules = await linesOfGit(root, ['ls-files', '--', 'node_modules']);
  return [
    ...(locks.length > 0
      ? []
      : [
          warn(
            'ci',
            'package-lock.json is not in git, and its jobs install only from it',
            'Run npm install, and commit it.',
          ),
        ]),
    ...(modules.length === 0
      ? []
      : [wrong('ci', 'node_modules is in git: its jobs refuse to run', 'git rm -r --cached node_modules')]),
  ];
}
