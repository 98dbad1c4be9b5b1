// pushplan render: the API's notifications of one campaign, exactly as they will be sent. Sends nothing, needs no key.
import type { Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, Refusal, type ExitCode } from '../errors.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import type { Recipient } from '../message/recipient.ts';
import { createWhere } from '../message/where.ts';
import { noHistory } from '../plan/history.ts';
import { planCampaign } from '../plan/plan-campaign.ts';
import { formatDiagnosticsText } from '../view/diagnostics-text.ts';
import { compileCampaigns, openAudienceOf, refuseErrors, type CompiledCampaign } from './compile-campaigns.ts';
import type { Context } from './context.ts';
import { defineCommand } from './command.ts';
import { layoutOf } from './layout.ts';
import { prepare, type Prepared } from './prepare.ts';

export const renderCommand = defineCommand({
  name: 'render',
  takes: 'CAMPAIGN',
  most: 1,
  least: 1,
  summary: "a campaign's notifications as JSON, as they will be sent",
  about: 'CAMPAIGN is a campaign file or the id of a campaign. Prints real recipients: mind where the output goes.',
  options: {
    limit: { kind: 'count', value: 'N', least: 1, help: 'stop after so many notifications' },
    where: { kind: 'texts', value: 'COLUMN=VALUE', help: 'only rows whose column has this text' },
    format: { kind: 'choice', choices: ['json', 'ndjson'], help: 'one JSON array, or one notification a line' },
  },
  examples: [
    {
      line: 'pushplan render sale.campaign.yaml --where language=tr --limit 3',
      what: 'what three Turkish speakers will get',
    },
  ],
  run: async (context, values, [operand = '']): Promise<ExitCode> => {
    const prepared = await prepareOne(context, operand, values.env);
    const { compiled, diagnostics } = await compileCampaigns(
      prepared.workspace.files,
      prepared.campaigns,
      prepared.partials,
    );
    refuseErrors([...prepared.diagnostics, ...diagnostics]);
    const layout = layoutOf(context, context.stderr, values['no-color'], prepared.workspace.root);
    for (const one of compiled) {
      const findings = await printNotifications(context, prepared, one, {
        limit: values.limit ?? Number.POSITIVE_INFINITY,
        where: readConditions(values.where),
        isArray: values.format !== 'ndjson',
      });
      context.stderr.write(formatDiagnosticsText(findings, layout));
    }
    return exitCodes.done;
  },
});

async function prepareOne(context: Context, operand: string, env: string | undefined): Promise<Prepared> {
  try {
    const prepared = await prepare(context, [operand], env);
    if (prepared.campaigns.length <= 1) return prepared;
  } catch (error) {
    if (!(error instanceof Refusal) || error.diagnostics[0]?.code !== 'PP150') throw error;
  }
  const prepared = await prepare(context, [], env);
  const campaigns = prepared.campaigns.filter(({ id }) => id === operand);
  if (campaigns.length > 0) return { ...prepared, campaigns, diagnostics: [] };
  const ids = prepared.campaigns.map(({ id }) => id);
  const nearest = findNearest(operand, ids);
  throw refuse(
    exitCodes.invalidInput,
    'PP150',
    `no campaign ${operand}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `Give one campaign file or one id: ${ids.join(', ')}.`,
  );
}

interface Selection {
  readonly limit: number;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly isArray: boolean;
}

/** Conditions on one column are joined by or, columns by and, as in a campaign's `where`. */
function readConditions(texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
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
  return Object.fromEntries(conditions);
}

async function printNotifications(
  context: Context,
  { workspace }: Prepared,
  one: CompiledCampaign,
  selection: Selection,
): Promise<readonly Diagnostic[]> {
  const { stdout } = context;
  await using audience = await openAudienceOf(workspace.files, one.campaign);
  checkColumns(Object.keys(selection.where), audience.columns);
  const isWanted = createWhere(selection.where);
  let printed = 0;
  async function* selected(): AsyncGenerator<readonly Recipient[]> {
    for await (const block of audience.blocks) {
      yield block.filter(isWanted);
      await stdout.drained();
      if (printed >= selection.limit || !stdout.isOpen) return;
    }
  }
  const result = await planCampaign({
    ...one,
    blocks: selected(),
    history: noHistory,
    keep: async (notifications) => {
      for (const { payload } of notifications.slice(0, selection.limit - printed)) {
        stdout.write(selection.isArray ? `${printed === 0 ? '[\n' : ',\n'}${payload}` : `${payload}\n`);
        printed += 1;
      }
    },
  });
  if (selection.isArray) stdout.write(printed === 0 ? '[]\n' : '\n]\n');
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
