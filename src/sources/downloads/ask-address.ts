// Checks one address: what its server answers, and enough bytes of a picture to tell its size. Redirects are not followed.
import type { Dispatcher } from 'undici';
import { tellFailure } from '../../wire-errors.ts';
import { readPictureSize, type PictureSize } from './picture-size.ts';

/** `link` is an address that a tap opens; its body is not read. The others are pictures. */
export interface AskedAddress {
  readonly url: string;
  readonly kind: 'picture' | 'card' | 'link';
}

export type AddressAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The media type, such as "image/png"; empty if the server sends none. */
      readonly type: string;
      /** The size of a picture in bytes; undefined if the answer does not declare it and stays below the limit. */
      readonly bytes: number | undefined;
      readonly picture: PictureSize | undefined;
      /** The host that a redirect leads to. */
      readonly leadsTo: string | undefined;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** The largest picture in bytes that phones and the vendor accept. */
export const largestPicture = 5 * 1024 * 1024;
/** The number of bytes that contain the headers of a picture, including what cameras write before them. */
const enough = 256 * 1024;

interface AskMeans {
  readonly dispatcher: Dispatcher;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** Never throws for an error of the network. */
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
    // The rest of the body is dropped, not awaited.
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
