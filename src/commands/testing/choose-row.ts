// The row that a test is rendered from, with stand-ins for what it holds or as it is.
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { originOf } from '../../sources/open-data.ts';
import { noHistory } from '../../plan/history.ts';
import { planCampaign } from '../../plan/plan-campaign.ts';
import { openAudienceOf, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import { readFirstBlocks } from '../../planning/first-blocks.ts';
import type { Files } from '../../workspace/files.ts';

export interface RowWish {
  /** As plans and findings count rows; the first that would be sent when absent. */
  readonly row?: number | undefined;
  /** The worst sample of the plan. */
  readonly isWorst: boolean;
  readonly isReal: boolean;
}

/** The notification as JSON. */
export interface TestRow {
  readonly row: number;
  readonly notification: Readonly<Record<string, unknown>>;
}

/** Throws a Refusal (exit 3) where there is no such row, or it would not be sent. */
export async function chooseRow(files: Files, one: CompiledCampaign, wish: RowWish): Promise<TestRow> {
  const row = wish.isWorst ? await findWorst(files, one) : wish.row;
  const { campaign, renderer } = one;
  await using audience = await openAudienceOf(files, campaign);
  const found: TestRow[] = [];
  const first = readFirstBlocks(audience.blocks, () => found.length > 0);
  const { diagnostics } = await planCampaign({
    ...one,
    blocks: first.blocks,
    isPart: () => first.isPart(),
    history: noHistory,
    keep: async () => {},
    watch: ({ recipient, payload, arm }) => {
      if (found.length > 0 || payload === undefined || (row !== undefined && recipient.row !== row)) return;
      const notification: unknown = wish.isReal ? JSON.parse(payload) : renderer.standIn(recipient, arm);
      if (isObject(notification)) found.push({ row: recipient.row, notification });
    },
  });
  const [chosen] = found;
  if (chosen !== undefined) return chosen;
  const message =
    row === undefined ? `${campaign.id} has no row that would be sent` : `${campaign.id} would not send row ${row}`;
  const help = `pushplan plan ${campaign.file} says how many rows there are, and why rows are left out.`;
  throw new Refusal(exitCodes.invalidInput, [errorAt(originOf(campaign), 'PP535', message, help), ...diagnostics]);
}

async function findWorst(files: Files, one: CompiledCampaign): Promise<number | undefined> {
  await using audience = await openAudienceOf(files, one.campaign);
  const { samples } = await planCampaign({
    ...one,
    blocks: audience.blocks,
    history: noHistory,
    keep: async () => {},
  });
  return samples[0]?.row;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
