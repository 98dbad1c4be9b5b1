// Plays the runner of GitHub Actions: it really runs the `run:` steps of a job in bash, and plays the actions of others.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { evaluate, fill, isTrue, type Functions, type Values } from './runner-expression.ts';
import type { Job, RunDefaults, Step } from './workflow-files.ts';

export interface RunnerOptions {
  /** The folder in which jobs leave their folders. */
  readonly root: string;
  /** A folder of programs that comes before those of PATH. */
  readonly bin: string;
  /** The workflow's defaults for every `run:`. */
  readonly defaults: RunDefaults;
  /** The contexts github, secrets and needs. */
  readonly values: Values;
  /** The variables that the runner sets in every step. */
  readonly env: Readonly<Record<string, string>>;
  /** The number of the run that artifacts belong to. */
  readonly run: number;
  /** Folders of artifacts, by run and name. */
  readonly artifacts: Map<string, string>;
  /** Checks the repository out into the folder. */
  checkout(folder: string, options: Readonly<Record<string, string>>): Promise<void>;
  /** Cancels the job once the log of a step matches. */
  readonly cancelAt?: RegExp;
}

type Ending = 'success' | 'failure' | 'cancelled' | 'skipped';

interface StepResult {
  readonly conclusion: Ending;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly conclusion: Ending;
  readonly outputs: Readonly<Record<string, string>>;
  /** Results by the id of the step, or by its name. */
  readonly steps: Readonly<Record<string, StepResult>>;
  readonly log: string;
  readonly summary: string;
  /** The path of RUNNER_TEMP as the job left it. */
  readonly temp: string;
}

const skipped: JobResult = { conclusion: 'skipped', outputs: {}, steps: {}, log: '', summary: '', temp: '' };

export async function runJob(job: Job, options: RunnerOptions): Promise<JobResult> {
  const always: Functions = { always: () => true, cancelled: () => false };
  if (job.if !== undefined && !isTrue(evaluate(job.if, options.values, always))) return skipped;
  const home = await mkdtemp(join(options.root, 'job-'));
  const machine = new Machine(options, home);
  await machine.prepare();
  await machine.runSteps(job.steps);
  const values = { ...options.values, steps: machine.steps };
  const outputs = Object.entries(job.outputs ?? {}).map(([name, value]) => [name, fill(value, values)] as const);
  const { conclusion, steps, log, temp } = machine;
  return {
    conclusion,
    outputs: Object.fromEntries(outputs),
    steps,
    log,
    summary: await readFile(machine.summary, 'utf8'),
    temp,
  };
}

class Machine {
  readonly #options: RunnerOptions;
  readonly #workspace: string;
  readonly temp: string;
  readonly summary: string;
  readonly steps: Record<string, StepResult> = {};
  conclusion: Ending = 'success';
  log = '';
  #count = 0;

  constructor(options: RunnerOptions, home: string) {
    this.#options = options;
    this.#workspace = join(home, 'workspace');
    this.temp = join(home, 'temp');
    this.summary = join(home, 'summary.md');
  }

  async prepare(): Promise<void> {
    await mkdir(this.#workspace);
    await mkdir(this.temp);
    await writeFile(this.summary, '');
  }

  async runSteps(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const name = step.id ?? step.name ?? step.uses ?? '';
      const values = { ...this.#options.values, steps: this.steps, runner: { temp: this.temp } };
      if (!this.#isWanted(step, values)) {
        this.steps[name] = { conclusion: 'skipped', outputs: {} };
        continue;
      }
      const outputs: Record<string, string> = {};
      const conclusion =
        step.run === undefined ? await this.#use(step, values, outputs) : await this.#shell(step, values, outputs);
      this.steps[name] = { conclusion, outputs };
      if (this.conclusion === 'success') this.conclusion = conclusion;
    }
  }

  /** A condition without a status function implies success(). */
  #isWanted(step: Step, values: Values): boolean {
    const condition = (step.if ?? '').replace(/^\$\{\{(?<inner>.*)\}\}$/v, '$<inner>').trim();
    const asks = /\b(?:always|cancelled|failure|success)\(/v.test(condition);
    if (!asks && this.conclusion !== 'success') return false;
    if (condition === '') return true;
    const functions: Functions = {
      always: () => true,
      cancelled: () => this.conclusion === 'cancelled',
      hashFiles: (pattern) => this.#hashFiles(pattern),
    };
    return isTrue(evaluate(condition, values, functions));
  }

  #hashFiles(pattern: string): string {
    const found = globSync(pattern, { cwd: this.#workspace });
    if (found.length === 0) return '';
    const hash = createHash('sha256');
    for (const path of found) hash.update(readFileSync(join(this.#workspace, path)));
    return hash.digest('hex');
  }

  async #use(step: Step, values: Values, outputs: Record<string, string>): Promise<Ending> {
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, fill(String(value), values)]),
    );
    const name = (step.uses ?? '').replace(/@.*/v, '');
    switch (name) {
      case 'actions/checkout':
        await rm(this.#workspace, { recursive: true });
        await mkdir(this.#workspace);
        await this.#options.checkout(this.#workspace, given);
        return 'success';
      case 'actions/setup-node':
        return 'success';
      case 'actions/upload-artifact':
        await this.#upload(given, outputs);
        return 'success';
      case 'actions/download-artifact':
        return (await this.#download(given)) ? 'success' : 'failure';
      default:
        throw new Error(`nobody plays ${name}`);
    }
  }

  async #upload(given: Readonly<Record<string, string>>, outputs: Record<string, string>): Promise<void> {
    const { name = '', path = '' } = given;
    const { artifacts, run, root } = this.#options;
    if (given['if-no-files-found'] === 'warn' && !existsSync(path)) return;
    const kept = join(root, `artifact-${run}-${name}`);
    await mkdir(kept, { recursive: true });
    await cp(path, join(kept, basename(path)));
    artifacts.set(`${run}/${name}`, kept);
    outputs['artifact-id'] = String(artifacts.size);
  }

  async #download(given: Readonly<Record<string, string>>): Promise<boolean> {
    const kept = this.#options.artifacts.get(`${given['run-id'] ?? this.#options.run}/${given['name'] ?? ''}`);
    if (kept === undefined) return false;
    await cp(kept, given['path'] ?? this.#workspace, { recursive: true });
    return true;
  }

  async #shell(step: Step, values: Values, outputs: Record<string, string>): Promise<Ending> {
    const { defaults, cancelAt } = this.#options;
    const file = join(this.temp, `step-${(this.#count += 1)}`);
    await writeFile(`${file}.sh`, step.run ?? '');
    await writeFile(`${file}.out`, '');
    // The options that `shell: bash` stands for. Without it there would be no pipefail.
    const strict =
      (step.shell ?? defaults.shell) === 'bash' ? ['--noprofile', '--norc', '-e', '-o', 'pipefail'] : ['-e'];
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, values)] as const);
    const child = spawn('bash', [...strict, `${file}.sh`], {
      cwd: join(this.#workspace, step['working-directory'] ?? defaults['working-directory'] ?? '.'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...this.#variables, GITHUB_OUTPUT: `${file}.out`, ...Object.fromEntries(own) },
    });
    const isCancelled = cancelAt === undefined ? undefined : cancelOnce(child, cancelAt);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    this.log += `${stdout}${stderr}`;
    Object.assign(outputs, readOutputs(await readFile(`${file}.out`, 'utf8')));
    if (isCancelled?.() === true) return 'cancelled';
    return code === 0 ? 'success' : 'failure';
  }

  get #variables(): Readonly<Record<string, string>> {
    return {
      PATH: `${this.#options.bin}:${process.env['PATH'] ?? ''}`,
      HOME: this.temp,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: this.#workspace,
      GITHUB_STEP_SUMMARY: this.summary,
      RUNNER_TEMP: this.temp,
      ...this.#options.env,
    };
  }
}

/** Sends the signal that the runner sends when a job is cancelled. The returned function tells whether it was sent. */
function cancelOnce(child: ChildProcessByStdio<null, Readable, Readable>, at: RegExp): () => boolean {
  let heard = '';
  child.stderr.on('data', (part: Buffer) => {
    if (at.test(heard)) return;
    heard += part.toString();
    if (at.test(heard)) child.kill('SIGINT');
  });
  return () => at.test(heard);
}

function readOutputs(written: string): Readonly<Record<string, string>> {
  const pairs = written.split('\n').map((line) => line.split(/=(.*)/v));
  return Object.fromEntries(pairs.flatMap(([name = '', value]) => (value === undefined ? [] : [[name, value]])));
}
