// A server that stores objects: it sends them whole or in ranges, with entity tags, and with the faults that a test wants.
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Credentials } from './certificate.ts';
import { listen } from './listen.ts';

export interface SeenRequest {
  readonly method: string;
  /** The path as it was sent, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Denial {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ObjectServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** The objects by path. */
  readonly objects: Map<string, Buffer>;
  readonly requests: SeenRequest[];
  /** Answers instead of the server if it returns true. `number` counts requests from 1. */
  fault: ((response: ServerResponse, request: SeenRequest, number: number) => boolean) | undefined;
}

export interface ObjectServerOptions {
  readonly tls?: Credentials;
  /** Returns the denial that a request gets, if any. */
  readonly judge?: (request: SeenRequest) => Denial | undefined;
}

export async function startObjects({ tls, judge }: ObjectServerOptions = {}): Promise<ObjectServer> {
  const objects = new Map<string, Buffer>();
  const requests: SeenRequest[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: await buffer(incoming) };
    requests.push(request);
    if (server.fault?.(response, request, requests.length) === true) return;
    const denial = judge?.(request);
    if (denial !== undefined) response.writeHead(denial.status, denial.headers).end(denial.body);
    else serve(objects, request, response);
  };
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => void answer(incoming, response);
  const listening = await listen(tls === undefined ? createServer(handle) : createTlsServer(tls, handle));
  const server: ObjectServer = {
    port: listening.port,
    url: `http://127.0.0.1:${listening.port}`,
    objects,
    requests,
    fault: undefined,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
  return server;
}

/** Returns the entity tag with quotes, as in the header. */
export function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function serve(objects: Map<string, Buffer>, request: SeenRequest, response: ServerResponse): void {
  const { method, path, headers, body } = request;
  if (path.includes('list-type=2')) {
    response.writeHead(200).end(listObjects(objects, new URL(path, 'http://bucket')));
    return;
  }
  if (method === 'PUT') {
    objects.set(path, body);
    response.writeHead(200).end();
    return;
  }
  if (method === 'DELETE') {
    objects.delete(path);
    response.writeHead(204).end();
    return;
  }
  const bytes = objects.get(path);
  if (bytes === undefined) {
    response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  const etag = tagOf(bytes);
  const from = headers['if-range'] === etag ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
  const part = bytes.subarray(from);
  const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from === 0 ? 200 : 206, { etag, 'content-length': part.length, ...range });
  response.end(method === 'HEAD' ? undefined : part);
}

/** So few that tests get several pages. */
const keysOfPage = 2;

/** Answers ListObjectsV2 as S3 does, one page at a time. */
function listObjects(objects: Map<string, Buffer>, { pathname, searchParams }: URL): string {
  const after = searchParams.get('continuation-token') ?? '';
  const prefix = searchParams.get('prefix') ?? '';
  const keys = [...objects.keys()]
    .filter((path) => path.startsWith(pathname + prefix))
    .map((path) => path.slice(pathname.length))
    .filter((key) => key > after)
    .toSorted();
  const page = keys.slice(0, keysOfPage);
  const entries = page.map((key) => `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key><Size>1</Size></Contents>`);
  const next = keys.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult>${next}${entries.join('')}</ListBucketResult>`;
}

/** Sends the first `count` bytes of an object, and then closes the connection. */
export function cutAfter(response: ServerResponse, bytes: Buffer, count: number): boolean {
  response.writeHead(200, { etag: tagOf(bytes), 'content-length': bytes.length });
  response.write(bytes.subarray(0, count), () => response.destroy());
  return true;
}
