// The script that a good engineer writes in an afternoon: a csv-parse stream, a compiled template per string, ajv for each object,
// and a SELECT for each row.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse';
import { notificationSchema } from '../../../src/generated/notification-schema.ts';
import { renderByFields } from './by-fields.ts';
import { answer, readAsked, type Wish, type WishlistRow } from './wishlist.ts';

const { audience, ledger, shown } = readAsked();
const isValid = new Ajv({ strict: false, validateFormats: false }).compile(notificationSchema);
const database = new DatabaseSync(ledger);
database.exec('CREATE TABLE IF NOT EXISTS sent (key TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID');
const select = database.prepare('SELECT digest FROM sent WHERE key = ?');
const seen = new Set<string>();
const payloads: string[] = [];
let send = 0;
let bytes = 0;
for await (const row of createReadStream(audience).pipe(parse({ columns: true })) as AsyncIterable<WishlistRow>) {
  const key = createHash('sha256').update(`${row.uuid} ${row.email}`).digest('hex');
  if (seen.has(key)) continue;
  seen.add(key);
  const wishes: readonly Wish[] = JSON.parse(row.wishlist);
  const push = renderByFields(row, wishes);
  if (!isValid(push)) throw new Error(`not valid: ${JSON.stringify(isValid.errors)}`);
  const payload = JSON.stringify(push);
  const digest = createHash('sha256').update(payload).digest('hex');
  if (select.get(key)?.['digest'] === digest) continue;
  send += 1;
  bytes += Buffer.byteLength(payload);
  if (payloads.length < shown) payloads.push(payload);
}
answer({ send, bytes, payloads });
