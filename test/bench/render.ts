// What rendering costs with checks and escaping, compared with two ways without checks: a handwritten template literal, and
// Handlebars for each string.
import { isDeepStrictEqual } from 'node:util';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import type { Renderer } from '../../src/message/renderer.ts';
import type { BenchCase } from './bench-case.ts';
import { formatRender, type RenderCost } from './format-render.ts';
import { renderByFields } from './peers/by-fields.ts';
import { renderByLiteral } from './peers/by-literal.ts';
import type { Wish, WishlistRow } from './peers/wishlist.ts';
import { campaignFile, wishlistCampaign, wishlistCells, wishlistColumns } from './plan-workspace.ts';
import { median } from './median.ts';

interface Way {
  readonly what: string;
  readonly target?: number;
  readonly render: (recipient: Recipient) => string;
  readonly costs: number[];
}

const rows = 20_000;

export const benchRender: BenchCase = async ({ rounds = 9 }) => {
  const result = measureRender(rounds);
  return { text: formatRender(result), result };
};

/** Every way begins with the cells of a row, so that each reads its wish list. The first round is dropped, because code is compiled in it. */
function measureRender(rounds: number): readonly RenderCost[] {
  const recipients = Array.from({ length: rows }, (_, index) => recipientOf(index));
  const renderer = wishlistRenderer();
  const ours: Way = { what: 'pushplan', render: (recipient) => payloadOf(renderer, recipient), costs: [] };
  const byLiteral = withWishes(renderByLiteral);
  const byFields = withWishes((row, wishes) => JSON.stringify(renderByFields(row, wishes)));
  const ways: readonly Way[] = [
    ours,
    { what: 'a template literal by hand', target: 2.1, render: byLiteral, costs: [] },
    { what: 'Handlebars for each string', target: 0.4, render: byFields, costs: [] },
  ];
  for (const { what, render } of ways) checkSame(what, render, ours, recipients.slice(0, 1_000));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { render, costs } of ways) costs.push(spend(render, recipients));
  }
  return ways.map(({ what, target, costs }) => ({
    what,
    microseconds: median(costs.slice(1)),
    ratio: median(costs.slice(1).map((cost, round) => (ours.costs[round + 1] ?? 0) / cost)),
    target,
  }));
}

function recipientOf(index: number): Recipient {
  const values: Record<string, string> = Object.setPrototypeOf({}, null);
  for (const [at, cell] of wishlistCells(index).entries()) values[wishlistColumns[at] ?? ''] = cell;
  return { row: index + 1, line: index + 2, values };
}

function wishlistRenderer(): Renderer {
  const { campaign, diagnostics } = readCampaign(campaignFile, wishlistCampaign);
  const { renderer } = campaign === undefined ? {} : compileCampaign(campaign, wishlistColumns, new Map());
  if (renderer === undefined) throw new Error(JSON.stringify(diagnostics));
  return renderer;
}

function payloadOf(renderer: Renderer, recipient: Recipient): string {
  const result = renderer.render(recipient);
  if (result.kind !== 'notification') throw new Error(JSON.stringify(result));
  return result.payload;
}

function withWishes(render: (row: WishlistRow, wishes: readonly Wish[]) => string): Way['render'] {
  return ({ values }) => {
    const row = values as unknown as WishlistRow & { readonly wishlist: string };
    return render(row, JSON.parse(row.wishlist));
  };
}

function checkSame(what: string, render: Way['render'], ours: Way, recipients: readonly Recipient[]): void {
  for (const recipient of recipients) {
    const [made, wanted] = [render(recipient), ours.render(recipient)];
    if (!isDeepStrictEqual(JSON.parse(made), JSON.parse(wanted))) {
      throw new Error(`${what} makes another notification:\n${made}\n${wanted}`);
    }
  }
}

const bytes = Buffer.allocUnsafe(65_536);

/** Microseconds of processor time per notification, up to its bytes. */
function spend(render: Way['render'], recipients: readonly Recipient[]): number {
  const before = process.cpuUsage();
  let length = 0;
  for (const recipient of recipients) length += bytes.write(render(recipient));
  const { user, system } = process.cpuUsage(before);
  if (length === 0) throw new Error('Nothing was rendered.');
  return (user + system) / recipients.length;
}
