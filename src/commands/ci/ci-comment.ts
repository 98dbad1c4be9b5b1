// pushplan ci comment: posts the text of a file as the one comment of its environment on the pull request.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { exitCodes, refuse, saySystemError, type ExitCode, type Refusal } from '../../errors.ts';
import type { CommentResult } from '../../generated/ci.ts';
import { safeJson } from '../../view/safe.ts';
import { commentParts, type CommentPart } from '../../forge/comment-parts.ts';
import { longestBodies } from '../../forge/forge.ts';
import { composeComment, keepComment, markerOf, refuseTooLong, type KeptComment } from '../../forge/keep-comment.ts';
import { defineCommand } from '../program/command.ts';
import { findTarget, noToken, openCommentForge, type CommentTarget, type TargetOptions } from './ci-platform.ts';
import type { Context } from '../../opening/context.ts';

interface CommentOptions extends TargetOptions {
  readonly env: string | undefined;
  readonly workspace: string | undefined;
  readonly part: CommentPart | undefined;
  readonly isDry: boolean;
  readonly isJson: boolean;
}

const done = { create: 'posted', update: 'updated', keep: 'says this already' } as const;
const planned = { create: 'would be posted', update: 'would be updated', keep: 'says this already' } as const;

export const ciCommentCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Posts the text of FILE (- is standard input) as a comment on the pull request, and updates this comment the next time. Each --env has its own comment. It has up to three parts: the plan, tests on phones, and the result of the merge. The token comes from GITHUB_TOKEN or GITLAB_TOKEN and is sent only to the API of the platform. Outside of GitHub Actions and GitLab CI, also set GITHUB_REPOSITORY or CI_PROJECT_ID, and give --platform and --pull.',
  options: {
    platform: {
      kind: 'choice',
      choices: ['github', 'gitlab'],
      help: 'platform whose API is called; by default that of the CI job',
    },
    pull: {
      kind: 'count',
      value: 'N',
      least: 1,
      help: 'number of the pull or merge request; by default that of the CI job',
    },
    workspace: { kind: 'text', value: 'NAME', help: 'name that tells the comments of several workspaces apart' },
    part: {
      kind: 'choice',
      choices: commentParts,
      help: 'part of the comment that FILE replaces, plan by default; the other parts stay as they are',
    },
    'dry-run': { kind: 'flag', help: 'post nothing: print the text, and what would be done with it' },
  },
  examples: [
    { line: 'pushplan ci comment plan.md --env production', what: 'after pushplan plan --format markdown > plan.md' },
    {
      line: 'pushplan ci comment plan.md --platform gitlab --dry-run',
      what: 'look at the comment before it is posted',
    },
    {
      line: 'pushplan ci comment test.md --env production --part test',
      what: 'post what pushplan ci test has printed',
    },
  ],
  run: (context, values, [file = '']) =>
    postComment(context, file, { ...values, isDry: values['dry-run'], isJson: values.json }),
});

async function postComment(context: Context, file: string, options: CommentOptions): Promise<ExitCode> {
  const marker = markerOf(readNames(options));
  const text = await readText(context, file);
  const comment = { text, part: options.part ?? ('plan' as const), marker };
  const target = await findTarget(context, options);
  await using forge = openCommentForge(context, target);
  if (forge === undefined) {
    if (!options.isDry) throw noToken(target.platform === 'gitlab' ? 'GITLAB_TOKEN' : 'GITHUB_TOKEN');
    refuseTooLong(composeComment(comment), longestBodies[target.platform]);
    print(context, target, undefined, options);
  } else print(context, target, await keepComment(forge, { ...comment, isDry: options.isDry }), options);
  if (options.isDry && !options.isJson) context.stdout.write(`\n${composeComment(comment)}\n`);
  return exitCodes.done;
}

function print(
  context: Context,
  target: CommentTarget,
  kept: KeptComment | undefined,
  { isDry, isJson }: CommentOptions,
): void {
  const { platform, repository, number } = target;
  if (isJson) {
    const result = { platform, repository, pull: number, action: kept?.action ?? null, url: kept?.url || null };
    const document: CommentResult = { format_version: '1.0', ...result, dry_run: isDry, diagnostics: [] };
    context.stdout.write(safeJson(document));
    return;
  }
  const what =
    kept === undefined
      ? 'would be posted or updated (no token: existing comments were not checked)'
      : (isDry ? planned : done)[kept.action];
  const where = kept === undefined || kept.url === '' ? '' : `: ${kept.url}`;
  context.stdout.write(`The comment on ${target.name} ${what}${where}\n`);
}

/** A marker holds names as they are, so a name that could end the marker, or be read as another name, is refused. */
function readNames({ env, workspace }: CommentOptions): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [name, value] of Object.entries({ env, workspace })) {
    if (value === undefined) continue;
    if (!/^[\w.\/\-]{1,100}$/v.test(value) || value.includes('--')) {
      const help = 'Use letters, digits, and . / _ - (no two dashes in a row).';
      throw refuse(
        exitCodes.invalidInput,
        'PP502',
        `--${name} ${value}: not a name that a comment can be found by`,
        help,
      );
    }
    names[name] = value;
  }
  return names;
}

async function readText(context: Context, file: string): Promise<string> {
  const bytes = await (file === '-' ? buffer(context.stdin) : readFile(resolve(context.cwd, file))).catch(
    (error: unknown) => {
      throw nothing(`${file} cannot be read: ${saySystemError(error)}`);
    },
  );
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw nothing(`${file} is not UTF-8`);
  }
  if (text.trim() === '') throw nothing(`${file} is empty`);
  return text;
}

function nothing(message: string): Refusal {
  const help = 'Expected what pushplan plan --format markdown prints.';
  return refuse(exitCodes.invalidInput, 'PP510', message, help);
}
