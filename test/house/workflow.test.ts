// What runs on pull requests can be trusted with strangers' code: pinned actions, no rights, nothing of theirs in a shell.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
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

describe.each(paths)('%s', (path) => {
  const text = readRepositoryFile(path);
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('pins each action to a commit, with the version for people beside it', () => {
    const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    expect(lines.filter((line) => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('has no rights but those that a job asks for, and none to write', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.map((job) => job.permissions)).toEqual(jobs.map(() => ({ contents: 'read' })));
  });

  it('keeps no credentials for the code that it runs', () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith('actions/checkout@') === true);
    expect(checkouts.length).toBe(jobs.length);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    expect(text).not.toContain('secrets.');
  });

  it('lets nothing that a stranger wrote into a shell', () => {
    expect(steps.filter((step) => step.run?.includes('${{') === true)).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  it('ends', () => {
    expect(jobs.filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
    expect(workflow.concurrency).toBeDefined();
  });
});

describe('the gate', () => {
  const workflow: Workflow = parse(readRepositoryFile('.github/workflows/ci.yml'));
  const { test } = workflow.jobs;

  it('stands before main, for pull requests too', () => {
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

describe('updates', () => {
  it('come once a week in one pull request each, and never fresh from the press', () => {
    const { updates }: Updates = parse(readRepositoryFile('.github/dependabot.yml'));
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
    // What init writes is updated like what runs here.
    const [, scaffold = ''] = updates[1]?.directories ?? [];
    expect(listRepositoryFiles()).toContain(`${scaffold.slice(1)}/pushplan.yml`);
    for (const update of updates) {
      expect(update.schedule.interval).toBe('weekly');
      expect(update.cooldown['default-days']).toBeGreaterThanOrEqual(7);
      expect(Object.values(update.groups)).toEqual([{ patterns: ['*'] }]);
    }
  });
});
