// pushplan ci: the commands for CI jobs: comment the plan, test on phones, find the approved plan, and summarise the outcome.
import type { VerbGroup } from './program/command.ts';

export const ciVerbs: VerbGroup = {
  verbs: [
    {
      name: 'comment',
      takes: 'FILE',
      summary: 'post the plan as the one comment of a pull request',
      load: async () => (await import('./ci/ci-comment.ts')).ciCommentCommand,
    },
    {
      name: 'test',
      takes: '',
      summary: 'send what a pull request changes to the phones of the team',
      load: async () => (await import('./ci/ci-test.ts')).ciTestCommand,
    },
    {
      name: 'approved',
      takes: '',
      summary: 'find the workflow run that has the reviewed plan',
      load: async () => (await import('./ci/ci-approved.ts')).ciApprovedCommand,
    },
    {
      name: 'summary',
      takes: 'FILE',
      summary: 'print the result of a merge, for the summary of its job',
      load: async () => (await import('./ci/ci-summary.ts')).ciSummaryCommand,
    },
  ],
  examples: [
    { line: 'pushplan ci comment plan.md --env production', what: 'after pushplan plan --format markdown > plan.md' },
  ],
};
