// Reads all pages of a list, bare or under a name. Pages are asked for by number, since an address for the next page could lead anywhere.
import type { Call } from './forge.ts';
import { isMap } from '../is-map.ts';
import { garbled } from './garbled.ts';

const perPage = 100;
/** The most pages to read: a list without an end is a fault of the platform. */
const mostPages = 200;

export interface PageOptions {
  readonly platform: string;
  /** The path with its query, if it has one. */
  readonly path: string;
  /** The name of the list in messages: "the list of comments". */
  readonly what: string;
  /** The name of the list in the answer, if the answer is an object. */
  readonly key?: string;
}

export async function* readPages(call: Call, { platform, path, what, key }: PageOptions): AsyncGenerator {
  const joint = path.includes('?') ? '&' : '?';
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await call('GET', `${path}${joint}per_page=${perPage}&page=${page}`);
    const items = key === undefined || !isMap(answer) ? answer : answer[key];
    if (!Array.isArray(items)) throw garbled(platform, what);
    yield* items;
    if (items.length < perPage) return;
  }
  throw garbled(platform, `an end of ${what}`);
}
