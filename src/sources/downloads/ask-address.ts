// One address asked: what its server says of it, and of a picture so much as tells its size. Redirects are not followed.
import type { Dispatcher } from 'undici';
import { tellFailure } from '../../wire-errors.ts';
import { readPictureSize, type PictureSize } from './picture-size.ts';

/** `link` is whatever a tap opens, of which nothing is read; all others are pictures. */
export interface AskedAddress {
  readonly url: string;
  readonly kind: 'picture' | 'card' | 'link';
}

export type AddressAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** "image/png"; empty where it says none. */
      readonly type: string;
      /** The size of a picture; undefined where the answer does not say it and stays below the limit. */
      readonly bytes: number | undefined;
      readonly picture: PictureSize | undefined;
      /** Where a redirect leads: the host alone. */
      readonly leadsTo: string | undefined;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** What phones and the vendor's pictures have room for. */
export const largestPicture = 5 * 1024 * 1024;
/** The headers of a picture, with what cameras write before them. */
const enough = 256 * 1024;

interface AskMeans {
  readonly dispatcher: Dispatcher;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** Never throws for what happens on the wire. */
export async function askAddress({ url, kind }: AskedAddress, means: AskMeans): Promise<AddressAnswer> {
  try {
    if (kind !== 'link') return await askOnce(url, 'GET', means);
    const answer = await askOnce(url, 'HEAD', means);
    const isUnknown = answer.kind === 'answered' && (answer.status === 405 || answer.status === 501);
    return isUnknown ? await askOnce(url, 'GET', means) : answer;
  } catch (error) {
    return { kind: 'failed', why: tellFailure(error, { named: 'the address' }).means };
  }
}

async function askOnce(url: string, method: 'GET' | 'HEAD', means: AskMeans): Promise<AddressAnswer> {
  const { dispatcher, userAgent, signal } = means;
  const { origin, pathname, search } = new URL(url);
  const { statusCode, headers, body } = await dispatcher.request({
    origin,
    path: pathname + search,
    method,
    headers: { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'identity' },
    signal,
  });
  try {
    const told = Number(headers['content-length'] ?? Number.NaN);
    const isRead = method === 'GET' && statusCode >= 200 && statusCode < 300;
    const start = isRead ? await readStart(body, Number.isFinite(told) ? enough : largestPicture + 1) : Buffer.alloc(0);
    return {
      kind: 'answered',
      status: statusCode,
      type: String(headers['content-type'] ?? '')
        .replace(/;.*/s, '')
        .trim()
        .toLowerCase(),
      bytes: Number.isFinite(told) ? told : start.length > largestPicture ? start.length : undefined,
      picture: readPictureSize(start),
      leadsTo: hostOf(headers['location'], url),
    };
  } finally {
    // What is not read is not waited for.
    body.on('error', () => undefined);
    body.destroy();
  }
}

async function readStart(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks);
}

function hostOf(location: unknown, base: string): string | undefined {
  if (typeof location !== 'string' || !URL.canParse(location, base)) return undefined;
  return new URL(location, base).host;
}
