// The fastest script that somebody would still write by hand: template literals and no checks. It accepts every file as valid.
import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { answer, formatCurrency, readAsked, type Wish, type WishlistRow } from './wishlist.ts';

const { audience, shown } = readAsked();
const seen = new Set<string>();
const payloads: string[] = [];
let columns: readonly string[] | undefined;
let bytes = 0;
let rest: Buffer = Buffer.alloc(0);
let begun = '';
for await (const chunk of createReadStream(audience, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
  const data = Buffer.concat([rest, chunk]);
  let from = 0;
  for (let end = data.indexOf(10); end !== -1; end = data.indexOf(10, from)) {
    const line = begun + data.toString('utf8', from, end);
    from = end + 1;
    const fields = split(line);
    begun = fields === undefined ? `${line}\n` : '';
    if (fields === undefined) continue;
    if (columns === undefined) columns = fields;
    else take(Object.fromEntries(columns.map((name, index) => [name, fields[index]])) as unknown as WishlistRow);
  }
  rest = data.subarray(from);
}
answer({ send: seen.size, bytes, payloads });

/** Undefined if a quote is not closed: the record continues in the next line. */
function split(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (line[at] === '"') {
      let end = line.indexOf('"', at + 1);
      while (end !== -1 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
      if (end === -1) return undefined;
      fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      const end = line.indexOf(',', at);
      fields.push(line.slice(at, end === -1 ? line.length : end));
      at = end === -1 ? line.length + 1 : end + 1;
    }
  }
  return fields;
}

function take(row: WishlistRow): void {
  const key = hash('sha256', `${row.uuid} ${row.email}`, 'hex');
  if (seen.has(key)) return;
  seen.add(key);
  const payload = JSON.stringify(pushFor(row));
  hash('sha256', payload, 'hex');
  bytes += Buffer.byteLength(payload);
  if (payloads.length < shown) payloads.push(payload);
}

function pushFor(row: WishlistRow): object {
  const { uuid, email, first_name: name, language, city, currency } = row;
  const wishes: readonly Wish[] = JSON.parse(row.wishlist);
  const link = { ins_dl_internal: `https://shop.example.com/wishlist?customer=${uuid}` };
  const delivery = city === '' ? '' : `, with free delivery to ${city}`;
  return {
    identifiers: { 'INSIDER.uuid': uuid, 'INSIDER.email': email },
    camp_id: 1204,
    camp_name: 'Wishlist price drop',
    title: `${name || 'Hello'}, your wishlist got cheaper`,
    message: `Save ${formatCurrency(Number(row.price), currency, language)} on what you love${delivery}.`,
    image_url: 'https://img.example.com/campaigns/price-drop.jpg',
    ttl: 21_600,
    check_optin: true,
    advanced_push_payload: {
      advanced_push_type: 'carousel',
      advanced_push_items: wishes.map((wish, index) => ({
        id: index + 1,
        headline: wish.name,
        description: `Now ${formatCurrency(wish.price, currency, language)}`,
        image_url: `https://img.example.com/products/large/${wish.sku}.jpg`,
        deep_links: { ins_dl_internal: `https://shop.example.com/products/${wish.sku}?from=${row.order_id}` },
      })),
    },
    android: { channel_id: 1, sound: 'chime', deep_link: link },
    ios: { 'thread-id': 13, badge: 1, 'mutable-content': true, sound: 'chime', deep_link: link },
  };
}
