// pushplan render: prints the API's notifications of campaigns, exactly as they will be sent, or keeps stand-ins of them in files.
// Sends nothing, needs no key.
import { hasErrors, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import type { CampaignAudience } from '../campaign/campaign.ts';
import { payloadText } from '../delivery/envelope.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import type { Recipient } from '../message/recipient.ts';
import { createWhere } from '../message/columns/where.ts';
import { noHistory } from '../plan/history.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import {
  compileCampaigns,
  openAudienceOf,
  refuseErrors,
  type CompiledCampaign,
} from '../planning/compile-campaigns.ts';
import type { Context } from '../opening/context.ts';
import { defineCommand } from './program/command.ts';
import { readFirstBlocks } from '../planning/first-blocks.ts';
import { checkRendered, writeRendered, type RenderedOptions } from './rendering/keep-rendered.ts';
import { layoutOf } from '../opening/layout.ts';
import { prepare, type Prepared } from '../planning/prepare.ts';

export const renderCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Prints the data of real recipients, so be careful where the output goes. --write and --check use stand-ins, for all campaigns of the workspace unless you name some.',
  isVerbatim: true,
  options: {
    limit: {
      kind: 'count',
      value: 'N',
      least: 1,
      help: 'stop after this many notifications per campaign; 20 by default with --write',
    },
    where: { kind: 'texts', value: 'COLUMN=VALUE', help: 'only rows with this text in this column' },
    format: { kind: 'choice', choices: ['json', 'ndjson'], help: 'one JSON array, or one notification per line' },
    write: { kind: 'text', value: 'DIR', help: 'write stand-ins to DIR, one file per campaign, to be reviewed in git' },
    check: { kind: 'text', value: 'DIR', help: 'exit with 5 if the files in DIR differ from what is rendered now' },
    pictures: {
      kind: 'choice',
      choices: ['png', 'svg'],
      help: 'with --write or --check: also a picture of each sample; existing pictures are included without it',
    },
  },
  examples: [
    {
      line: 'pushplan render sale.campaign.yaml --where language=tr --limit 3',
      what: 'what three Turkish speakers will get',
    },
    { line: 'pushplan render --write rendered', what: 'files whose diff shows reviewers what changes in payloads' },
    {
      line: 'pushplan render --write rendered --pictures=png',
      what: 'also show how the worst rows look on a lock screen',
    },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    const { env, write, check } = values;
    const folder = write ?? check;
    if (folder === undefined) {
      if (values.pictures !== undefined) throw wrong('--pictures goes with --write or --check');
      return printAll(context, values, operands);
    }
    refuseBeside(values);
    const isWhole = operands.length === 0;
    const whole = isWhole ? [(await findWorkspace(context.cwd, [])).root] : operands;
    const prepared = await prepare(context, whole, env);
    const rest = [...(env === undefined ? [] : ['--env', env]), ...operands];
    const options: RenderedOptions = { ...values, folder, isWhole, rest };
    return write === undefined ? checkRendered(context, options, prepared) : writeRendered(context, options, prepared);
  },
});

interface PrintOptions {
  readonly env: string | undefined;
  readonly limit: number | undefined;
  readonly where: readonly string[];
  readonly format: string | undefined;
}

async function printAll(context: Context, values: PrintOptions, operands: readonly string[]): Promise<ExitCode> {
  if (operands.length === 0) throw wrong('render needs a campaign file, a folder of them or an id');
  const prepared = await prepare(context, operands, values.env);
  const { workspace, campaigns, partials } = prepared;
  const { compiled, diagnostics } = await compileCampaigns(
    { ...workspace.files, samples: 'where_missing' },
    campaigns,
    partials,
  );
  refuseErrors([...prepared.diagnostics, ...diagnostics]);
  const selection = { limit: values.limit ?? Number.POSITIVE_INFINITY, where: readConditions(values.where) };
  for (const { columns } of compiled) checkColumns(Object.keys(selection.where), columns);
  const layout = layoutOf(context, context.stderr, workspace.root);
  // People who pipe the rows should know if they are samples in place of data.
  context.stderr.write(
    formatDiagnosticsText(
      diagnostics.filter(({ code }) => code === 'PP269'),
      layout,
    ),
  );
  const printer = createPrinter(context, values.format !== 'ndjson');
  let isFaulty = false;
  for (const one of compiled) {
    const findings = await printNotifications(context, prepared, one, selection, printer);
    context.stderr.write(formatDiagnosticsText(findings, layout));
    isFaulty ||= hasErrors(findings);
  }
  printer.end();
  return isFaulty ? exitCodes.invalidInput : exitCodes.done;
}

interface Printer {
  print(payload: string): void;
  end(): void;
}

/** Prints one array of the notifications of all campaigns, or a line for each notification. */
function createPrinter({ stdout }: Context, isArray: boolean): Printer {
  let isFirst = true;
  return {
    print: (payload) => {
      stdout.write(isArray ? `${isFirst ? '[\n' : ',\n'}${payload}` : `${payload}\n`);
      isFirst = false;
    },
    end: () => {
      if (isArray) stdout.write(isFirst ? '[]\n' : '\n]\n');
    },
  };
}

interface Beside {
  readonly write: string | undefined;
  readonly check: string | undefined;
  readonly where: readonly string[];
  readonly format: string | undefined;
}

function refuseBeside({ write, check, where, format }: Beside): void {
  if (write !== undefined && check !== undefined) throw wrong('--write and --check at once');
  const option = write === undefined ? '--check' : '--write';
  if (where.length > 0) throw wrong(`${option} takes the first rows of every campaign, and so no --where`);
  if (format !== undefined) throw wrong(`${option} has one format, and so takes no --format`);
}

function wrong(message: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, 'pushplan render --help shows what it takes.');
}

interface Selection {
  /** The most notifications of each campaign. */
  readonly limit: number;
  readonly where: CampaignAudience['where'];
}

/** Conditions on the same column are joined by "or", and columns by "and", as in a campaign's `where`. */
function readConditions(texts: readonly string[]): CampaignAudience['where'] {
  const conditions = new Map<string, string[]>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) {
      throw refuse(
        exitCodes.invalidInput,
        'PP502',
        `--where ${text}: not COLUMN=VALUE`,
        'For example --where language=tr.',
      );
    }
    const column = text.slice(0, at);
    conditions.set(column, [...(conditions.get(column) ?? []), text.slice(at + 1)]);
  }
  return Object.fromEntries(Array.from(conditions, ([column, any]) => [column, { any, bounds: [] }]));
}

async function printNotifications(
  context: Context,
  { workspace }: Prepared,
  one: CompiledCampaign,
  selection: Selection,
  printer: Printer,
): Promise<readonly Diagnostic[]> {
  const { stdout } = context;
  await using audience = await openAudienceOf(workspace.files, one.campaign);
  const isWanted = createWhere({ where: selection.where, columns: {}, dates: {} });
  let printed = 0;
  const first = readFirstBlocks(audience.blocks, () => printed >= selection.limit || !stdout.isOpen);
  async function* selected(): AsyncGenerator<readonly Recipient[]> {
    for await (const block of first.blocks) {
      yield block.filter(isWanted);
      await stdout.drained();
    }
  }
  const result = await planCampaign({
    ...one,
    blocks: selected(),
    isPart: () => first.isPart() || Object.keys(selection.where).length > 0,
    history: noHistory,
    keep: async (notifications) => {
      for (const notification of notifications.slice(0, selection.limit - printed)) {
        printer.print(payloadText(notification));
        printed += 1;
      }
    },
  });
  return result.diagnostics;
}

function checkColumns(wanted: readonly string[], columns: readonly string[]): void {
  for (const column of wanted) {
    if (columns.includes(column)) continue;
    const nearest = findNearest(column, columns);
    throw refuse(
      exitCodes.invalidInput,
      'PP110',
      `--where ${column}: no such column${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
      `Columns: ${columns.join(', ')}.`,
    );
  }
}
