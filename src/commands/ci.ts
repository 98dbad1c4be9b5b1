// pushplan ci: what a CI job asks of the platform that it runs for: a comment with the plan, and which plan was approved.
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import { postComment } from './ci/ci-comment.ts';
import { printApproval } from './ci/ci-approved.ts';
import { defineCommand } from './command.ts';

export const ciCommand = defineCommand({
  most: 2,
  least: 1,
  about:
    'comment posts the text of FILE (- is standard input) to the pull request, and updates that comment the next time: one for each --env. approved says which run holds the plan that was reviewed before this commit was merged. The token comes from GITHUB_TOKEN or GITLAB_TOKEN and goes to the API alone. Outside of GitHub Actions and GitLab CI set GITHUB_REPOSITORY or CI_PROJECT_ID too, and say --platform and --pull.',
  options: {
    platform: { kind: 'choice', choices: ['github', 'gitlab'], help: 'whose API; told by the job when left out' },
    pull: { kind: 'count', value: 'N', least: 1, help: 'pull or merge request; told by the job when left out' },
    workspace: { kind: 'text', value: 'NAME', help: 'tells comments of several workspaces apart' },
    artifact: { kind: 'text', value: 'NAME', help: 'approved: the name that the plan was uploaded under' },
    'dry-run': { kind: 'flag', help: 'say what would be done, and print the text' },
  },
  examples: [
    {
      line: 'pushplan ci comment plan.md --env production',
      what: 'after pushplan plan --format markdown > plan.md',
    },
    { line: 'pushplan ci comment plan.md --platform gitlab --dry-run', what: 'look at it first' },
  ],
  run: async (context, values, [verb = '', file, ...more]): Promise<ExitCode> => {
    const options = { ...values, env: values.env, isDry: values['dry-run'], isJson: values.json };
    if (verb === 'comment' && file !== undefined && more.length === 0) return postComment(context, file, options);
    if (verb === 'approved' && file === undefined) return printApproval(context, values.artifact, values.json);
    const help = 'pushplan ci comment FILE, or pushplan ci approved.';
    const what =
      verb === 'comment' ? 'ci comment needs FILE' : `ci does not know ${[verb, file ?? ''].join(' ').trim()}`;
    throw refuse(exitCodes.invalidInput, 'PP502', what, help);
  },
});
