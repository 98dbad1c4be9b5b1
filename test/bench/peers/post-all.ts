// The simple script that sends: a template per string, axios, p-limit, and no record of anything.
import { createReadStream } from 'node:fs';
import { Agent } from 'node:http';
import axios from 'axios';
import { parse } from 'csv-parse';
import pLimit from 'p-limit';
import { renderByFields } from './by-fields.ts';
import type { Wish, WishlistRow } from './wishlist.ts';

const perRequest = 20;
/** Concurrent requests. */
const width = 8;

const [audience = '', endpoint = ''] = process.argv.slice(2);
const client = axios.create({ baseURL: endpoint, httpAgent: new Agent({ keepAlive: true, maxSockets: width }) });
const limit = pLimit(width);
const underWay = new Set<Promise<void>>();
let accepted = 0;

async function post(notifications: readonly object[]): Promise<void> {
  const { data } = await client.post<{ readonly successes: readonly unknown[] }>('/api/v2/notification/user', {
    api_key: 'key',
    notifications,
    report_attributes: ['INSIDER.uuid', 'INSIDER.email'],
  });
  accepted += data.successes.length;
}

async function begin(notifications: readonly object[]): Promise<void> {
  const request = limit(() => post(notifications)).finally(() => underWay.delete(request));
  underWay.add(request);
  if (underWay.size >= 2 * width) await Promise.race(underWay);
}

let batch: object[] = [];
for await (const row of createReadStream(audience).pipe(parse({ columns: true })) as AsyncIterable<WishlistRow>) {
  const wishes: readonly Wish[] = JSON.parse(row.wishlist);
  batch.push(renderByFields(row, wishes));
  if (batch.length < perRequest) continue;
  await begin(batch);
  batch = [];
}
if (batch.length > 0) await begin(batch);
await Promise.all(underWay);
process.stdout.write(JSON.stringify({ accepted }));
