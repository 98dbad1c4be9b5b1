// Renders a campaign's first notifications as a file to keep in git: stand-ins, one object a row, the same bytes for the same input.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Notification } from '../../generated/notification.ts';
import { noHistory } from '../../plan/history.ts';
import { planCampaign } from '../../plan/plan-campaign.ts';
import { safeJson } from '../../view/safe.ts';
import type { Files } from '../../workspace/files.ts';
import { openAudienceOf, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import { readFirstBlocks } from '../../planning/first-blocks.ts';
import { pictureMark } from '../../view/phones/sample-picture.ts';
import { attributesMark, drawPictures, type PictureFormat } from './rendered-pictures.ts';

export interface RenderedFile {
  /** The name in its folder. */
  readonly name: string;
  /** The campaign file that it is rendered from. */
  readonly source: string;
  /** The content; for a PNG the drawing that its pixels are made from. */
  readonly text: string;
  /** Findings about the rows that were read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The beginning of every such file, by which it is told from files of others. */
const mark = { rendered_by: 'pushplan render --write: stand-ins, not people' };
const beginning = safeJson(mark).slice(0, -'\n}\n'.length);

/** The same text, whatever line ends a checkout has. */
export function unifyLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

export function isRendered(text: string): boolean {
  const unified = unifyLines(text);
  return [beginning, pictureMark, attributesMark].some((start) => unified.startsWith(start));
}

/**
 * Renders the first `limit` rows that are sent, in file order: once there are that many, appending a row changes nothing. With pictures
 * all rows are read, since the worst are drawn.
 */
export async function renderFiles(
  files: Files,
  { campaign, renderer }: CompiledCampaign,
  { limit, pictures }: { readonly limit: number; readonly pictures: PictureFormat | undefined },
): Promise<readonly RenderedFile[]> {
  const notifications: { readonly row: number; readonly notification: Notification }[] = [];
  await using audience = await openAudienceOf(files, campaign);
  const read = readFirstBlocks(audience.blocks, () => pictures === undefined && notifications.length >= limit);
  const result = await planCampaign({
    campaign,
    renderer,
    blocks: read.blocks,
    isPart: () => read.isPart(),
    history: noHistory,
    keep: async () => {},
    watch: ({ recipient, arm }) => {
      if (notifications.length >= limit) return;
      const notification = renderer.standIn(recipient, arm);
      if (notification) notifications.push({ row: recipient.row, notification });
    },
  });
  const first = {
    name: `${campaign.id}.json`,
    source: campaign.file,
    text: safeJson({ ...mark, campaign: campaign.id, file: campaign.file, notifications }),
    diagnostics: result.diagnostics,
  };
  return [first, ...(pictures === undefined ? [] : drawPictures(campaign, result.samples, pictures))];
}
