// Judges what a server answers before the bytes of an object: the size, how to recognise the same object again, and whether it is reliable.
import type { Dispatcher } from 'undici';
import { exitCodes, type Refusal } from '../../errors.ts';
import { refuseSource, type NamedPlace } from '../source-refusal.ts';

export interface ObjectHead {
  /** The size of the whole object in bytes. */
  readonly total: number | undefined;
  /** Tells whether the object is still the same: a strong entity tag, or otherwise a date. */
  readonly validator: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

type Verdict =
  | { readonly kind: 'found'; readonly head: ObjectHead }
  /** The object is at another address. */
  | { readonly kind: 'moved'; readonly to: URL };

/** What was known before a break, and how many bytes had been received. */
type Before = ObjectHead & { readonly offset: number };

const redirects: readonly number[] = [301, 302, 303, 307, 308];

/** Throws a Refusal for every answer other than the object, its rest, or a redirect. */
export async function judgeHead(
  source: NamedPlace,
  url: URL,
  response: Dispatcher.ResponseData,
  before: Before | undefined,
): Promise<Verdict> {
  const { statusCode } = response;
  const headers = flatten(response.headers);
  const head = readHead(headers, statusCode);
  if (statusCode === 200 && before === undefined) return { kind: 'found', head: judgeForm(source, url, head) };
  if (statusCode === 206 && before !== undefined && continues(headers, before)) return { kind: 'found', head };
  const said = await readStart(response.body);
  const to = redirects.includes(statusCode) ? addressIn(headers['location'], url) : undefined;
  if (to !== undefined) return { kind: 'moved', to };
  if (before !== undefined && [200, 206, 412, 416].includes(statusCode)) throw refuseChanged(source);
  throw refuseStatus(source, statusCode, headers, said);
}

/** Returns undefined if it is not the address of a server, such as "javascript:". */
function addressIn(location: string | undefined, base: URL): URL | undefined {
  const to = location === undefined ? null : URL.parse(location, base.href);
  return to === null || to.host === '' ? undefined : to;
}

function flatten(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

function readHead(headers: Readonly<Record<string, string>>, status: number): ObjectHead {
  const { etag = '', 'last-modified': date } = headers;
  const [, whole] = /\/(\d+)$/v.exec(headers['content-range'] ?? '') ?? [];
  const length = status === 206 ? whole : headers['content-length'];
  return {
    total: length === undefined ? undefined : Number(length),
    validator: etag.startsWith('"') ? etag : date,
    headers,
  };
}

/** Refuses an answer whose end cannot be told from a broken connection, and one that is packed although its name does not say so. */
function judgeForm(source: NamedPlace, url: URL, head: ObjectHead): ObjectHead {
  const { 'content-encoding': encoding = 'identity', 'transfer-encoding': parts = '' } = head.headers;
  if (head.total === undefined && !parts.includes('chunked')) {
    throw refuseSource(source, {
      code: 'PP288',
      exitCode: exitCodes.unexpected,
      what: 'does not say how many bytes there are, so a broken download would look complete',
      help: 'Make the server send Content-Length.',
    });
  }
  if (encoding !== 'identity' && !/\.(?:gz|zst)$/iv.test(url.pathname)) {
    throw refuseSource(source, {
      code: 'PP285',
      what: `sends the object packed (Content-Encoding: ${/^[\w\-]{1,20}$/v.test(encoding) ? encoding : 'unknown'}), and its name does not say so`,
      help: 'Give the object a name that ends in .gz, or make the server send it unpacked.',
    });
  }
  return head;
}

function continues(headers: Readonly<Record<string, string>>, { offset, total, validator }: Before): boolean {
  const [, from, whole] = /^bytes (\d+)-\d+\/(\d+)$/v.exec(headers['content-range'] ?? '') ?? [];
  const { etag } = headers;
  const isSame = etag === undefined || validator === undefined || !validator.startsWith('"') || etag === validator;
  return Number(from) === offset && isSame && (total === undefined || Number(whole) === total);
}

function refuseChanged(source: NamedPlace): Refusal {
  return refuseSource(source, {
    code: 'PP288',
    exitCode: exitCodes.unexpected,
    what: 'broke off, and has another object now, or cannot continue in the middle of one',
    help: 'Fetch again. What was fetched before stays.',
  });
}

/** Reads enough of the body for the error code that S3 sends. */
async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > 4096) break;
    }
  } catch {
    // A failure to read the body is not worth another error.
  }
  return text;
}

const helpOf: Readonly<Record<number, string>> = {
  401: 'Check the keys and the rights that they have.',
  403: 'Check the keys and the rights that they have. A bucket also answers 403 for a missing object if the keys may not list it.',
  404: 'Check the name of the object, and whether it has been written yet.',
};

function refuseStatus(
  source: NamedPlace,
  status: number,
  headers: Readonly<Record<string, string>>,
  said: string,
): Refusal {
  const [, word] = /<Code>([A-Za-z]{1,60})<\/Code>/v.exec(said) ?? [];
  const region = headers['x-amz-bucket-region'];
  const isElsewhere = redirects.includes(status) || word === 'AuthorizationHeaderMalformed';
  const help =
    isElsewhere && region !== undefined && /^[a-z0-9\-]{2,40}$/v.test(region)
      ? `The bucket is in another region: region: ${region}`
      : helpOf[status];
  const isOurs = status < 500 && status !== 429;
  return refuseSource(source, {
    code: isOurs ? 'PP285' : 'PP284',
    exitCode: isOurs ? exitCodes.invalidInput : exitCodes.unexpected,
    what: `answers ${status}${word === undefined ? '' : ` (${word})`}`,
    help:
      help ??
      (isOurs ? 'Check what pushplan.yaml says of the source.' : 'Try again later. What was fetched before stays.'),
  });
}
