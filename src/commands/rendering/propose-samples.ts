// Invents rows for audience.samples from the rows that a reviewer should see first: stand-ins, and nobody's data.
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Campaign } from '../../campaign/campaign.ts';
import { sharedOf } from '../../campaign/layers/variants.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal, saySystemError } from '../../errors.ts';
import { resolveLocale } from '../../message/helpers/locale.ts';
import { scalarText } from '../../message/helpers/read-value.ts';
import { makeCellStandIn, makeRowStandIn } from '../../message/stand-in-cell.ts';
import { noHistory } from '../../plan/history.ts';
import { planCampaign } from '../../plan/plan-campaign.ts';
import {
  compileCampaigns,
  openAudienceOf,
  refuseErrors,
  type CompiledCampaign,
} from '../../planning/compile-campaigns.ts';
import { originOf } from '../../sources/open-data.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';

type Row = Readonly<Record<string, unknown>>;

export interface ProposedSamples {
  /** The path relative to the workspace. */
  readonly path: string;
  /** 0 if the file existed before: it is never changed. */
  readonly rows: number;
}

/** Writes samples where `audience.samples` says, or beside the lock. Throws a Refusal (exit 3) if the campaign cannot be planned. */
export async function proposeSamples(
  { files, root }: Workspace,
  { partials }: LoadedCampaigns,
  campaign: Campaign,
): Promise<ProposedSamples> {
  const path = campaign.audience.samples ?? `audiences/${campaign.id}.samples.ndjson`;
  const format = /\.(?:csv|ndjson)$/v.exec(path)?.[0];
  if (format === undefined) {
    const help = 'Let audience.samples end in .csv or .ndjson.';
    throw new Refusal(exitCodes.invalidInput, [
      errorAt(originOf(campaign), 'PP213', `${path} has no format that samples are written in`, help),
    ]);
  }
  if (campaign.audience.group !== undefined) {
    const message = `no samples are proposed for ${campaign.id}: audience.group makes one recipient of several rows`;
    const help = 'Write some rows by hand, as the data file has them.';
    throw new Refusal(exitCodes.invalidInput, [errorAt(originOf(campaign), 'PP213', message, help)]);
  }
  const { compiled, diagnostics } = await compileCampaigns(files, [campaign], partials);
  refuseErrors(diagnostics);
  const rows: Row[] = [];
  for (const one of compiled) rows.push(...(await pickRows(files, one)));
  const fail = (error: unknown): never => {
    const help = 'Name a file in a folder that you can write to: audience.samples.';
    const message = `samples cannot be written to ${path}: ${saySystemError(error)}`;
    throw new Refusal(exitCodes.invalidInput, [errorAt(originOf(campaign), 'PP505', message, help)], { cause: error });
  };
  try {
    makeFolder(dirname(join(root, path)));
  } catch (error) {
    fail(error);
  }
  try {
    await using file = await open(join(root, path), 'wx');
    await file.writeFile(format === '.csv' ? writeCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return { path, rows: 0 };
    fail(error);
  }
  return { path, rows: rows.length };
}

/** The worst rows first, as a plan picks them. */
async function pickRows(files: Workspace['files'], one: CompiledCampaign): Promise<readonly Row[]> {
  const { campaign } = one;
  await using first = await openAudienceOf(files, campaign);
  const { samples } = await planCampaign({ ...one, blocks: first.blocks, history: noHistory, keep: async () => {} });
  const wanted = samples.map(({ row }) => row);
  const found = new Map<number, Row>();
  await using second = await openAudienceOf(files, campaign);
  for await (const block of second.blocks) {
    for (const { row, values } of block) if (wanted.includes(row)) found.set(row, standInFor(campaign, values));
    if (found.size === wanted.length) break;
  }
  const rows: Row[] = [];
  for (const row of wanted) {
    const standIn = found.get(row);
    if (standIn !== undefined) rows.push(tellApart(campaign, standIn, rows.length + 1));
  }
  return rows;
}

/** Stand-ins of the same length are the same, and would count as one person: so identifiers get the number of the row. */
function tellApart(campaign: Campaign, row: Row, number: number): Row {
  const templates = JSON.stringify([campaign.key, sharedOf(campaign).identifiers]);
  const identifying = Object.entries(row).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && value !== '' && templates.includes(name) ? [[name, withNumber(value, number)]] : [],
  );
  return { ...row, ...Object.fromEntries(identifying) };
}

/** Keeps the length if it can; there are fewer than 100 samples. */
function withNumber(text: string, number: number): string {
  return text.includes('@') ? text.replace('@', `${number}@`) : text.slice(0, -2) + String(number).padStart(2, '0');
}

/** Keeps public columns, and what sending depends on: columns of `where`, which the campaign shows anyway, language, zone and booleans. */
function standInFor({ audience, languages, schedule }: Campaign, values: Row): Row {
  const { columns, where, publicColumns } = audience;
  const booleans = Object.keys(columns).filter((name) => columns[name] === 'boolean');
  // A cell that is not a language might hold anything. A zone is always one, since only rows that can be sent are picked.
  const tongues = (languages?.locale ?? '')
    .split(/[\{\}\s]+/v)
    .filter((name) => resolveLocale(scalarText(values[name]) ?? '') !== undefined);
  const deciding = [...tongues, ...(schedule?.column === undefined ? [] : [schedule.column])];
  const row = makeRowStandIn(values, [...publicColumns, ...Object.keys(where), ...booleans, ...deciding]);
  const json = Object.keys(columns).filter((name) => columns[name] === 'json' && typeof values[name] === 'string');
  return { ...row, ...Object.fromEntries(json.map((name) => [name, standInForJson(values[name])])) };
}

/** A stand-in for a list or an object that a cell holds as text. */
function standInForJson(text: unknown): unknown {
  try {
    return makeCellStandIn(JSON.parse(String(text)));
  } catch {
    return null;
  }
}

function writeCsv(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => writeCell(row[name])));
  return [names.map(writeCell), ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

function writeCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]|^\s|\s$/v.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
