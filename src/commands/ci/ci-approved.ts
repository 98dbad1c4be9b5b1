// pushplan ci approved: prints the run with the plan that was reviewed before this commit was merged, as lines for $GITHUB_OUTPUT.
import { exitCodes, refuse, type ExitCode } from '../../errors.ts';
import type { ApprovedResult } from '../../generated/ci.ts';
import { safeJson } from '../../view/safe.ts';
import { findApprovedPlan, type Approval, type ApprovalQuestion } from '../../forge/find-approved-plan.ts';
import { askGit } from '../../workspace/git.ts';
import { defineCommand } from '../program/command.ts';
import { accessGithub, readRepository } from './ci-platform.ts';
import type { Context } from '../../opening/context.ts';

export const ciApprovedCommand = defineCommand({
  most: 0,
  takesNo: ['env'],
  about:
    'Finds the workflow run that has the plan that was reviewed before this commit was merged, and prints it as lines for $GITHUB_OUTPUT. It works in GitHub Actions, with GITHUB_TOKEN, which is sent only to the API of GitHub.',
  options: {
    artifact: { kind: 'text', value: 'NAME', help: 'name under which the plan was uploaded' },
    commit: {
      kind: 'text',
      value: 'SHA',
      help: 'use this commit instead of GITHUB_SHA, in a job that runs on a schedule',
    },
  },
  examples: [
    { line: 'pushplan ci approved --artifact pushplan-plan-production', what: 'in the job that applies after a merge' },
  ],
  run: (context, { artifact, commit, json }) => printApproval(context, { artifact, commit }, json),
});

interface Asked {
  readonly artifact: string | undefined;
  readonly commit: string | undefined;
}

async function printApproval(context: Context, asked: Asked, isJson: boolean): Promise<ExitCode> {
  const question = readQuestion(context, asked);
  const approval = await findApprovedPlan(accessGithub(context), question);
  const answer = describe(approval);
  if (isJson) {
    const document: ApprovedResult = { format_version: '1.0', ...answer, diagnostics: [] };
    context.stdout.write(safeJson(document));
  } else {
    const lines = Object.entries(answer).map(([name, value]) => `${name}=${value ?? ''}\n`);
    context.stdout.write(lines.join(''));
  }
  return exitCodes.done;
}

function describe(approval: Approval): Omit<ApprovedResult, 'format_version' | 'diagnostics'> {
  return approval.kind === 'found'
    ? { pull: approval.pull, head: approval.head, run: approval.run, reason: null }
    : { pull: null, head: null, run: null, reason: approval.reason };
}

function readQuestion({ cwd, env }: Context, { artifact, commit: asked }: Asked): ApprovalQuestion {
  const commit = asked ?? env['GITHUB_SHA'] ?? '';
  const [, workflow = ''] = /^[^\/]+\/[^\/]+\/(\S+?)@/v.exec(env['GITHUB_WORKFLOW_REF'] ?? '') ?? [];
  if (artifact === undefined || !isCommit(commit) || workflow === '') {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      'ci approved needs --artifact, and GITHUB_SHA (or --commit, a whole one) and GITHUB_WORKFLOW_REF as GitHub Actions sets them',
      'It is for jobs that apply what was merged: see the workflow that pushplan init writes.',
    );
  }
  const isSameAt = (merge: string): Promise<boolean> => isSameBetween(cwd, commit, merge);
  return { repository: readRepository(env), commit, workflow, artifact, ...(asked !== undefined && { isSameAt }) };
}

/** Tells whether `after` comes after `before`, and this folder is the same in both commits. */
async function isSameBetween(folder: string, before: string, after: string): Promise<boolean> {
  if (!isCommit(after)) return false;
  const follows = await askGit(folder, ['merge-base', '--is-ancestor', before, after]);
  const trees = await askGit(folder, ['rev-parse', `${before}:./`, `${after}:./`]);
  if (follows.kind !== 'done' || trees.kind !== 'done') return false;
  const [was, is] = trees.stdout.toString('utf8').split('\n');
  return was === is;
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40,64}$/v.test(text);
}
