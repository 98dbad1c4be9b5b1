// pushplan ci summary: prints the result of apply --json after a merge, as Markdown for $GITHUB_STEP_SUMMARY and annotations in the log.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { SummaryResult } from '../../generated/ci.ts';
import { safeJson } from '../../view/safe.ts';
import { isMap } from '../../is-map.ts';
import { formatSummary, type MergeResult } from '../../view/markdown/summary-markdown.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../../opening/context.ts';
import { tryParseJson } from '../../try-parse-json.ts';

/** Printed if a command ended before it could print its result. */
const noResult =
  '**No result.** pushplan ended before it could write one. The log of this job says why, and `pushplan status` what was sent.\n';

export const ciSummaryCommand = defineCommand({
  most: 1,
  least: 1,
  takesNo: ['env'],
  about:
    'FILE has the output of apply --json, or of plan --json if nothing was approved. Prints Markdown for $GITHUB_STEP_SUMMARY, and errors on stderr as annotations of GitHub Actions. It only reports, so its exit code is 0.',
  options: {
    reason: { kind: 'text', value: 'TEXT', help: 'why there is no approved plan, as ci approved prints it' },
  },
  examples: [
    {
      line: 'pushplan ci summary result.json',
      what: 'after pushplan apply --yes --json > result.json',
    },
  ],
  run: (context, { reason = '', json }, [file = '']) => printSummary(context, file, reason, json),
});

async function printSummary(context: Context, file: string, reason: string, isJson: boolean): Promise<ExitCode> {
  const result = await readResult(resolve(context.cwd, file));
  const { markdown, annotations } =
    result === undefined
      ? { markdown: noResult, annotations: '' }
      : formatSummary(result, reason || 'nobody planned it');
  context.stderr.write(annotations);
  const document: SummaryResult = { format_version: '1.0', markdown, diagnostics: [] };
  context.stdout.write(isJson ? safeJson(document) : markdown);
  return exitCodes.done;
}

/** Undefined if the file is not a result of pushplan, or is incomplete. */
async function readResult(path: string): Promise<MergeResult | undefined> {
  const document = tryParseJson(await readFile(path, 'utf8').catch(() => ''));
  if (!isMap(document) || !Array.isArray(document['diagnostics'])) return undefined;
  // The command of the previous step wrote it, by the schemas that these types are generated from.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const written = document as never;
  if (typeof document['run'] === 'string' && isMap(document['totals'])) return { kind: 'run', run: written };
  if (typeof document['seal'] === 'string' && isMap(document['totals'])) return { kind: 'plan', plan: written };
  return { kind: 'findings', diagnostics: document['diagnostics'] };
}
