// pushplan ci: the commands for CI jobs: comment the plan, test on phones, find the approved plan, and summarise the outcome.
import type { VerbGroup } from './program/command.ts';

export const ciVerbs: VerbGroup = {
  verbs: [
    {
      name: 'comment',
      takes: 'FILE',
      summary: 'the plan as the one comment of a pull request',
      load: async () => (await import('./ci/ci-comment.ts')).ciCommentCommand,
    },
    {
      name: 'test',
      takes: '',
      summary: 'what a pull request changes, on the phones of the team',
      load: async () => (await import('./ci/ci-test.ts')).ciTestCommand,
    },
    {
      name: 'approved',
      takes: '',
      summary: 'which run holds the plan that was reviewed',
      load: async () => (await import('./ci/ci-approved.ts')).ciApprovedCommand,
    },
    {
      name: 'summary',
      takes: 'FILE',
      summary: 'what became of a merge, for the page of its run',
      load: async () => (await import('./ci/ci-summary.ts')).ciSummaryCommand,
    },
  ],
  examples: [
    { line: 'pushplan ci comment plan.md --env production', what: 'after pushplan plan --format markdown > plan.md' },
  ],
};
