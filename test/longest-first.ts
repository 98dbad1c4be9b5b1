// The order of the test files: long ones begin first, so that at the end no processor is idle while a single one runs.
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files with a process of their own, measured files, and the others, by their time on two processors. The list need not be exact,
 * but a long file that is missing may be the last one to run.
 */
const longest: readonly string[] = [
  'test/proof/matrix.test.ts',
  'test/posix/packed-pushplan.test.ts',
  'test/posix/pull-request.test.ts',
  'test/proof/privacy.test.ts',
  'test/e2e/package.test.ts',
  'test/posix/fleet-kills.test.ts',
  'test/proof/fleet-pace.test.ts',
  'test/posix/kills.test.ts',
  'test/commands/postgres-bad-input.test.ts',
  'test/ledger/postgres/postgres-control.test.ts',
  'test/posix/concurrency.test.ts',
  'test/proof/simulation.test.ts',
  'test/proof/postgres-simulation.test.ts',
  'test/ledger/postgres/postgres-ring.test.ts',
  'test/posix/apply-on-merge.test.ts',
  'test/commands/postgres-ledger.test.ts',
  'test/posix/steps.test.ts',
  'test/posix/settle-killed.test.ts',
  'test/tui/apply-screen.test.tsx',
  'test/proof/privacy-spool.test.ts',
  'test/proof/postgres-matrix.test.ts',
  'test/posix/fetch-in-pull-requests.test.ts',
  'test/ledger/postgres/postgres-sharing.test.ts',
  'test/posix/terminal.test.ts',
  'test/posix/bad-input-process.test.ts',
  'test/posix/worker.test.ts',
  'test/e2e/editor.test.ts',
  'test/posix/lead.test.ts',
  'test/proof/answers.test.ts',
  'test/proof/pace.test.ts',
  'test/ledger/postgres/postgres-odd-values.test.ts',
  'test/posix/terminal-keys.test.ts',
  'test/ledger/postgres/postgres-led.test.ts',
  'test/ledger/postgres/postgres-ring-limits.test.ts',
  'test/ledger/postgres/postgres-priority.test.ts',
  'test/commands/postgres-login.test.ts',
  'test/ledger/postgres/postgres-fleet.test.ts',
  'test/sources/postgres/postgres-source.test.ts',
  'test/posix/gitlab-example.test.ts',
  'test/ledger/postgres/postgres-ledger.test.ts',
  'test/delivery/unruly-queue.test.ts',
  'test/ledger/sqlite/slot-ring-hours.test.ts',
  'test/ledger/sqlite/sqlite-ledger.test.ts',
  'test/commands/ledger-endpoint.test.ts',
  'test/commands/old-ledger.test.ts',
  'test/commands/ledger-move.test.ts',
  'test/commands/ledger/ledger-roles.test.ts',
  'test/ledger/chunks/broken-chunk.test.ts',
  'test/ledger/damaged-ledger.test.ts',
  'test/ledger/sqlite/slot-ring.test.ts',
  'test/commands/worker-outside.test.ts',
  'test/delivery/work-foreign.test.ts',
  'test/bad-input/any-answer.test.ts',
  'test/workspace/open-repository.test.ts',
  'test/commands/sending/take-part.test.ts',
  'test/commands/sending/settle-before.test.ts',
  'test/planning/saved/saved-policy.test.ts',
  'test/view/plan-markdown-safety.test.ts',
  'test/commands/merge-guards.test.ts',
  'test/commands/rollout.test.ts',
  'test/commands/plan-base-bad.test.ts',
  'test/bad-input/audience-rows.test.ts',
  'test/commands/conditions.test.ts',
  'test/planning/saved/saved-plan.test.ts',
  'test/bad-input/ledger.test.ts',
  'test/commands/no-way-through.test.ts',
  'test/commands/waiting.test.ts',
  'test/commands/forget.test.ts',
  'test/commands/saved-plan-file.test.ts',
  'test/bad-input/audience.test.ts',
  'test/commands/who-is-recognised.test.ts',
  'test/bad-input/templates.test.ts',
  'test/commands/control-detached.test.ts',
  'test/commands/identifiers.test.ts',
  'test/planning/threads/walk-in-threads.test.ts',
  'test/planning/threads/plan-thread.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // By project, and larger files first.
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array: this calls vitest's own order
    const sorted = await super.sort(files);
    const { root } = this.ctx.config;
    return sorted.toSorted((one, other) => stageOf(one) - stageOf(other) || placeOf(one, root) - placeOf(other, root));
  }
}

/** Files with a process of their own are mixed. Those that share a process stay together, because it ends at the next project. */
function stageOf({ project }: TestSpecification): number {
  if (project.config.isolate) return 0;
  return project.name === 'measured' ? 1 : 2;
}

function placeOf({ moduleId }: TestSpecification, root: string): number {
  const place = longest.indexOf(relative(root, moduleId).replaceAll('\\', '/'));
  return place === -1 ? longest.length : place;
}
