// The input of the measurement of plan: generated people with a wish list each, from which a carousel of about 1.5 KB is made.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';

export const audienceFile = 'wishlists.csv';
export const campaignFile = 'wishlist.campaign.yaml';
/** Sent first, so that there is a ledger to ask. None of the audience's people are in it. */
export const firstCampaignFile = 'first.campaign.yaml';

const checks =
  'title_cut message_cut empty_slot default_used markup payload_size test_words links_differ emoji_cut placeholder encoding empty_word control unencoded';
const noAudit = checks
  .split(' ')
  .map((check) => `${check}: off`)
  .join(', ');

/** `audit` is whether the copy of each notification is checked. */
export async function makePlanWorkspace(rows: number, audit: boolean): Promise<TestWorkspace> {
  const policy = `{ max_recipients: ${Math.max(rows, 1)}${audit ? '' : `, copy: { ${noAudit} }`} }`;
  return makeWorkspace({
    'pushplan.yaml': `version: 1
environments:
  sandbox: { endpoint: sandbox, requests_per_minute: 60000 }
policy: ${policy}
`,
    [firstCampaignFile]: `version: 1
id: first
audience: { file: first.csv }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 1
  camp_name: First
  title: Hello
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`,
    'first.csv': people(1),
    [campaignFile]: wishlistCampaign,
  });
}

/** Six templates, and five for each of three cards. */
export const wishlistCampaign = `version: 1
id: wishlist
audience:
  file: ${audienceFile}
  columns: { wishlist: json, price: number }
notification:
  identifiers: { uuid: "{{uuid}}", email: "{{email}}" }
  camp_id: 1204
  camp_name: Wishlist price drop
  title: "{{default first_name 'Hello'}}, your wishlist got cheaper"
  message: "Save {{currency price currency language}} on what you love{{#if city}}, with free delivery to {{city}}{{/if}}."
  image_url: https://img.example.com/campaigns/price-drop.jpg
  ttl: 21600
  check_optin: true
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: wishlist
      item:
        id: "{{@number}}"
        headline: "{{name}}"
        description: "Now {{currency price ../currency ../language}}"
        image_url: "https://img.example.com/products/large/{{sku}}.jpg"
        deep_links: { ins_dl_internal: "https://shop.example.com/products/{{sku}}?from={{../order_id}}" }
  android:
    channel_id: 1
    sound: chime
    deep_link: { ins_dl_internal: "https://shop.example.com/wishlist?customer={{uuid}}" }
  ios:
    thread-id: 13
    badge: 1
    mutable-content: true
    sound: chime
    deep_link: { ins_dl_internal: "https://shop.example.com/wishlist?customer={{uuid}}" }
`;

const names = 'Emma Ana Noah Lea Max Paul Rosa Ayşe Zoë Łukasz'.split(' ');
const cities = 'Berlin İstanbul Paris Kraków Hamburg Madrid Lyon'.split(' ');
const languages = 'en de tr fr pl es'.split(' ');
const currencies = 'EUR TRY PLN USD'.split(' ');
const things = ['Linen shirt', 'Ceramic mug, 0.4 l', 'Oak side table', 'Desk plant & pot', 'Cast-iron pan 26 cm'];
export const wishlistColumns =
  'email,phone,uuid,first_name,language,city,price,currency,order_id,updated_at,note,wishlist'.split(',');

/** Three in ten names are not ASCII, and every twentieth note has a line break. The rows are the same in every run. */
export async function writeWishlists(folder: string, rows: number): Promise<void> {
  const file = createWriteStream(join(folder, audienceFile), { highWaterMark: 1024 * 1024 });
  file.write(`${wishlistColumns.join(',')}\n`);
  for (let row = 0; row < rows; row += 1) if (!file.write(rowOf(row))) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}

/** Returns the key that the campaign gives to this row. */
export function keyOf(row: number): string {
  const { email, uuid } = identifiersOf(row);
  return `v1:${JSON.stringify([
    ['INSIDER.email', email],
    ['INSIDER.uuid', uuid],
  ])}`;
}

function identifiersOf(row: number): { readonly id: string; readonly email: string; readonly uuid: string } {
  const id = String(row).padStart(9, '0');
  return { id, email: `person${id}@example.com`, uuid: `3f2c8a1e-5b7d-4c09-8f1a-${id.padStart(12, '0')}` };
}

function rowOf(row: number): string {
  const cells = wishlistCells(row).map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${cells.join(',')}\n`;
}

/** Returns the cells of a row, in the order of the columns. */
export function wishlistCells(row: number): readonly string[] {
  const { id, email, uuid } = identifiersOf(row);
  const wishlist = [1, 2, 3].map((place) => ({
    sku: `SKU-${(row * 7 + place * 131) % 90_000}`,
    name: pick(things, row + place),
    price: ((row * 37 + place * 1_111) % 20_000) / 100,
    stock: (row * place) % 250,
    tags: ['sale', `season-${(row + place) % 4}`],
  }));
  return [
    email,
    `+49151${id}`,
    uuid,
    pick(names, row),
    pick(languages, row),
    pick(cities, row),
    (((row * 53) % 50_000) / 100).toFixed(2),
    pick(currencies, row),
    `ORD-${(row * 13) % 1_000_000}`,
    `2026-11-${String((row % 28) + 1).padStart(2, '0')}T08:30:00Z`,
    row % 20 === 0 ? 'rings twice,\nleaves it at the door' : 'leaves it at the door',
    JSON.stringify(wishlist),
  ];
}

function pick(words: readonly string[], index: number): string {
  return words[index % words.length] ?? '';
}
