// pushplan status RUN --export: writes the recipients of one bucket, from the audiences as they are now, for following up.
import { join } from 'node:path';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Bucket, Outcome } from '../../delivery/outcome.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { NotificationKey } from '../../message/renderer.ts';
import { exportText, ownColumns, type ExportedRecipient, type ExportFormat } from '../../view/export-text.ts';
import { askBoth } from '../../plan/two-keys.ts';
import type { Files } from '../../workspace/files.ts';
import {
  compileCampaigns,
  openAudienceOf,
  refuseErrors,
  type CompiledCampaign,
} from '../../planning/compile-campaigns.ts';
import type { Context } from '../../opening/context.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { renderInPeriod } from '../../plan/schedule/in-period.ts';
import { inputFilesOf } from '../../planning/input-files.ts';
import { prepare } from '../../planning/prepare.ts';
import { readKeyedRows } from './read-keyed-rows.ts';

type ExportLedger = Pick<SeenLedger, 'keyHashing' | 'lookupInWalk' | 'lookupOutcomes' | 'lookupGroups'>;

export interface RecipientExport {
  readonly record: RunRecord;
  readonly bucket: Bucket;
  readonly format: ExportFormat;
  /** The folder of the workspace. */
  readonly root: string;
  /** The value of --env. */
  readonly env: string | undefined;
}

/**
 * Writes a block at a time, and returns the number of recipients. `begin` is called with the files that are read, once all of them are
 * found to be good: an earlier export is not lost to a mistake in a campaign. Throws a Refusal (exit 3) if a campaign of the run no
 * longer exists.
 */
export async function exportRecipients(
  context: Context,
  ledger: ExportLedger,
  { record, bucket, format, root, env }: RecipientExport,
  begin: (inputs: readonly string[]) => Promise<(text: string) => Promise<void>>,
): Promise<number> {
  const paths = record.campaigns.map(({ file }) => join(root, file));
  const prepared = await prepare(context, paths, env);
  const { campaigns, partials, diagnostics } = prepared;
  const { files } = prepared.workspace;
  const { compiled, diagnostics: found } = await compileCampaigns(files, campaigns, partials);
  refuseErrors([...diagnostics, ...found]);
  const ordered = record.campaigns.map(({ id, file }) => findCampaign(compiled, id, file));
  const text = exportText(format, await listColumns(files, ordered), [
    ...ownColumns,
    ...(record.campaigns.some(({ arms }) => arms !== undefined) ? (['arm'] as const) : []),
    ...(record.campaigns.some(({ locales }) => locales !== undefined) ? (['language'] as const) : []),
  ]);
  const write = await begin(inputFilesOf(prepared));
  await write(text.head);
  let count = 0;
  for (const one of ordered) {
    const { period } = record.campaigns.find(({ id }) => id === one.campaign.id) ?? {};
    const inPeriod = period === undefined ? one : { ...one, renderer: renderInPeriod(one.renderer, { name: period }) };
    for await (const block of walk(files, inPeriod, ledger, record)) {
      const wanted = block.filter(({ outcome }) => outcome === bucket);
      count += wanted.length;
      if (wanted.length > 0) await write(wanted.map((recipient) => text.line(recipient)).join(''));
    }
  }
  return count;
}

function findCampaign(compiled: readonly CompiledCampaign[], id: string, file: string): CompiledCampaign {
  const found = compiled.find(({ campaign }) => campaign.id === id);
  if (found !== undefined) return found;
  throw refuse(
    exitCodes.invalidInput,
    'PP150',
    `${file} does not hold the campaign ${id} any more`,
    'The ledger keeps no people: take the campaign and its audience from the commit that was sent.',
  );
}

/** The columns of all audiences, in the order in which they are first seen. */
async function listColumns(files: Files, compiled: readonly CompiledCampaign[]): Promise<readonly string[]> {
  const columns = new Set<string>();
  for (const { campaign } of compiled) {
    await using audience = await openAudienceOf(files, campaign);
    for (const column of audience.columns) columns.add(column);
  }
  return [...columns];
}

async function* walk(
  files: Files,
  one: CompiledCampaign,
  ledger: ExportLedger,
  record: RunRecord,
): AsyncGenerator<readonly ExportedRecipient[]> {
  const { campaign } = one;
  for await (const { rows, known } of readKeyedRows(files, one, ledger)) {
    const outcomes = await lookUpBothOutcomes(ledger, record.id, campaign.id, rows);
    const groups = await nameGroups(ledger, record, campaign.id, rows);
    yield rows.flatMap(({ recipient: { values } }, index) => {
      const outcome = outcomes[index] ?? (isLeft(record, known[index]?.kind) ? notSent : undefined);
      if (outcome === undefined) return [];
      return [
        { campaign: campaign.id, outcome: bucketOf(outcome), reason: reasonOf(outcome), ...groups[index], values },
      ];
    });
  }
}

/** Looks up the present key, and the key that version 0.1.0 wrote, in case the run has claimed that one. */
async function lookUpBothOutcomes(
  ledger: Pick<SeenLedger, 'lookupOutcomes'>,
  run: string,
  campaign: string,
  keys: readonly NotificationKey[],
): Promise<readonly (Outcome | undefined)[]> {
  const found = await askBoth(keys, (all) => ledger.lookupOutcomes(run, campaign, all));
  return found.map(({ present, former }) => present ?? former);
}

/** The arm and the language with which the run has claimed each; nothing is looked up if it has neither. */
async function nameGroups(
  ledger: Pick<SeenLedger, 'lookupGroups'>,
  { id: run, campaigns }: RunRecord,
  campaign: string,
  keys: readonly NotificationKey[],
): Promise<readonly Pick<ExportedRecipient, 'arm' | 'language'>[]> {
  const { arms, locales } = campaigns.find(({ id }) => id === campaign) ?? {};
  if (arms === undefined && locales === undefined) return [];
  const found = await askBoth(keys, (all) => ledger.lookupGroups(run, campaign, all));
  return found.map(({ present, former }) => {
    const number = present ?? former ?? -1;
    return { arm: arms?.[number] ?? null, language: locales?.[number] ?? null };
  });
}

const notSent: Outcome = { kind: 'not_sent' };

/** Whether an unfinished run has not reached this row: it is in the audience, and the ledger does not know it. */
function isLeft({ state }: RunRecord, known: string | undefined): boolean {
  return state !== 'finished' && known === 'unknown';
}

/** Counts what is being sent again as not sent until it is settled. */
function bucketOf({ kind }: Outcome): Bucket {
  return kind === 'repeated' ? 'not_sent' : kind;
}

function reasonOf(outcome: Outcome): string | null {
  if (outcome.kind === 'refused') return outcome.reason;
  return outcome.kind === 'rejected' ? outcome.code : null;
}
