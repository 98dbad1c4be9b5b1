// Plays the runner of GitHub Actions: the `run:` steps of a job and of our composite action run for real in bash; the actions of others are played.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readRepositoryFile, repositoryRoot } from './repository.ts';
import { evaluate, fill, isTrue, type Values } from './runner-expression.ts';
import { actionFolder, readAction, type Job, type Step } from './workflow-files.ts';

export interface RunnerOptions {
  /** Where jobs leave their folders. */
  readonly root: string;
  /** Programs of the machine, before those of PATH. */
  readonly bin: string;
  /** The contexts github, secrets and needs. */
  readonly values: Values;
  /** The variables that the runner sets in every step. */
  readonly env: Readonly<Record<string, string>>;
  /** Number of the run that artifacts belong to. */
  readonly run: number;
  /** By run and name. */
  readonly artifacts: Map<string, string>;
  /** Puts the repository into the folder. */
  checkout(folder: string, options: Readonly<Record<string, unknown>>): Promise<void>;
  /** Cancels the step once its log holds this. */
  readonly cancelAt?: RegExp;
}

export interface JobResult {
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** Of steps of the job by their id, or their place. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly log: string;
  readonly summary: string;
}

interface Scope {
  readonly values: Values;
  readonly steps: Record<string, { outputs: Record<string, string> }>;
  /** Of the action, where one is running. */
  readonly actionPath?: string;
  hasFailed: boolean;
}

const skipped: JobResult = { conclusion: 'skipped', outputs: {}, steps: {}, log: '', summary: '' };

export async function runJob(job: Job, options: RunnerOptions): Promise<JobResult> {
  if (job.if !== undefined && !isTrue(evaluate(job.if, options.values))) return skipped;
  const home = await mkdtemp(join(options.root, 'job-'));
  const machine = new Machine(options, home);
  await machine.prepare();
  const scope: Scope = { values: options.values, steps: {}, hasFailed: false };
  await machine.runSteps(job.steps, scope);
  const values = { ...options.values, steps: scope.steps };
  return {
    conclusion: scope.hasFailed ? 'failure' : 'success',
    outputs: Object.fromEntries(Object.entries(job.outputs ?? {}).map(([name, value]) => [name, fill(value, values)])),
    steps: Object.fromEntries(Object.entries(scope.steps).map(([name, { outputs }]) => [name, outputs])),
    log: machine.log,
    summary: await readFile(machine.summary, 'utf8'),
  };
}

class Machine {
  readonly #options: RunnerOptions;
  readonly #workspace: string;
  readonly #temp: string;
  readonly summary: string;
  log = '';
  #count = 0;

  constructor(options: RunnerOptions, home: string) {
    this.#options = options;
    this.#workspace = join(home, 'workspace');
    this.#temp = join(home, 'temp');
    this.summary = join(home, 'summary.md');
  }

  async prepare(): Promise<void> {
    // On a machine of one's own an earlier job leaves what it brought; only a checkout clears it away.
    const left = join(this.#workspace, 'node_modules', '.bin');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'pushplan'), '#!/bin/sh\necho left by another job\nexit 66\n', { mode: 0o755 });
    await mkdir(this.#temp);
    await writeFile(this.summary, '');
  }

  async runSteps(steps: readonly Step[], scope: Scope): Promise<void> {
    for (const [index, step] of steps.entries()) {
      const values = { ...scope.values, steps: scope.steps, runner: { temp: this.#temp } };
      const condition = step.if ?? '';
      const isWanted = condition === '' || isTrue(evaluate(condition, values));
      // No step of ours says always(): what follows a failure is left out.
      if (scope.hasFailed || !isWanted) continue;
      const outputs: Record<string, string> = {};
      scope.steps[step.id ?? String(index)] = { outputs };
      const isGood =
        step.run === undefined
          ? await this.#use(step, values, outputs)
          : await this.#shell(step, scope, values, outputs);
      scope.hasFailed = !isGood;
    }
  }

  async #use(step: Step, values: Values, outputs: Record<string, string>): Promise<boolean> {
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, fill(String(value), values)]),
    );
    const name = (step.uses ?? '').replace(/@.*/v, '');
    switch (name) {
      case 'actions/checkout':
        await rm(this.#workspace, { recursive: true });
        await mkdir(this.#workspace);
        await this.#options.checkout(this.#workspace, step.with ?? {});
        return true;
      case 'actions/setup-node':
        return true;
      case 'actions/upload-artifact':
        return this.#upload(given);
      case 'actions/download-artifact':
        return this.#download(given);
      case 'pushplan/pushplan/.github/actions/pushplan':
        return this.#runAction(given, outputs);
      default:
        throw new Error(`nobody plays ${name}`);
    }
  }

  async #upload({ name = '', path = '' }: Readonly<Record<string, string>>): Promise<boolean> {
    const { artifacts, run, root } = this.#options;
    const kept = join(root, `artifact-${run}-${name}`);
    await mkdir(kept, { recursive: true });
    await cp(path, join(kept, basename(path)));
    artifacts.set(`${run}/${name}`, kept);
    return true;
  }

  async #download(given: Readonly<Record<string, string>>): Promise<boolean> {
    const kept = this.#options.artifacts.get(`${given['run-id'] ?? this.#options.run}/${given['name'] ?? ''}`);
    if (kept === undefined) return false;
    await cp(kept, given['path'] ?? this.#workspace, { recursive: true });
    return true;
  }

  async #runAction(given: Readonly<Record<string, string>>, outputs: Record<string, string>): Promise<boolean> {
    const action = readAction(readRepositoryFile(`${actionFolder}/action.yml`));
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, { default: usual = '' }]) => [
        name,
        given[name] ?? fill(usual, this.#options.values),
      ]),
    );
    // Secrets and needs are not for composite actions.
    const scope: Scope = {
      values: { github: this.#options.values['github'], inputs },
      steps: {},
      actionPath: join(repositoryRoot, actionFolder),
      hasFailed: false,
    };
    await this.runSteps(action.runs.steps, scope);
    const values = { ...scope.values, steps: scope.steps };
    for (const [name, { value }] of Object.entries(action.outputs)) outputs[name] = fill(value, values);
    return !scope.hasFailed;
  }

  async #shell(step: Step, scope: Scope, values: Values, outputs: Record<string, string>): Promise<boolean> {
    const file = join(this.#temp, `step-${(this.#count += 1)}`);
    await writeFile(`${file}.sh`, step.run ?? '');
    await writeFile(`${file}.out`, '');
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, values)] as const);
    const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', `${file}.sh`], {
      cwd: join(this.#workspace, fill(step['working-directory'] ?? '.', values)),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${this.#options.bin}:${process.env['PATH'] ?? ''}`,
        HOME: this.#temp,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.#workspace,
        GITHUB_STEP_SUMMARY: this.summary,
        GITHUB_OUTPUT: `${file}.out`,
        RUNNER_TEMP: this.#temp,
        ...(scope.actionPath === undefined ? {} : { GITHUB_ACTION_PATH: scope.actionPath }),
        ...this.#options.env,
        ...Object.fromEntries(own),
      },
    });
    const { cancelAt } = this.#options;
    let heard = '';
    child.stderr.on('data', (part: Buffer) => {
      if (cancelAt === undefined || cancelAt.test(heard)) return;
      heard += part.toString();
      // As the runner does when a job is cancelled.
      if (cancelAt.test(heard)) child.kill('SIGINT');
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    this.log += `${stdout}${stderr}`;
    for (const line of (await readFile(`${file}.out`, 'utf8')).split('\n')) {
      const [name = '', value] = line.split(/=(.*)/v);
      if (value !== undefined) outputs[name] = value;
    }
    return code === 0;
  }
}
