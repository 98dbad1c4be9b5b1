// The inbox in a browser: its page, its data, one person's Message Center, and its two actions. Only for this machine.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson, readBody, mark } from './exchange.ts';
import { writeFault, parseFault } from './faults.ts';
import { faultKinds } from './fault-kinds.ts';
import { inboxPage, inboxPolicy } from './inbox-page.ts';
import { answerLookUp } from './message-center.ts';
import { isMap } from '../is-map.ts';
import { statsOf } from './stats.ts';
import { resetWorld, type World } from './world.ts';

interface Page {
  readonly status: number;
  readonly type: 'text/html' | 'application/json';
  readonly body: string;
}

const paths = new Map([
  ['/', 'GET'],
  ['/__inbox', 'GET'],
  ['/__message_center', 'POST'],
  ['/__faults', 'POST'],
  ['/__reset', 'POST'],
]);

/** Returns whether the request was for the inbox. Any other is for the API to answer. */
export async function serveInbox(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
  if (paths.get(path) !== incoming.method) return false;
  write(response, isFromHere(incoming) ? await answer(world, path, query, incoming) : refused);
  return true;
}

const refused = json(403, { message: 'The inbox is for this machine: open it at 127.0.0.1.' });

/** Refuses host names of other sites that resolve to this machine, and pages of other sites. */
function isFromHere({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/v.test(host) && (origin === undefined || origin === `http://${host}`);
}

async function answer(world: World, path: string, query: string, incoming: IncomingMessage): Promise<Page> {
  switch (path) {
    case '/':
      return { status: 200, type: 'text/html', body: inboxPage };
    case '/__inbox':
      return json(200, snapshot(world, Number(new URLSearchParams(query).get('after')) || 0));
    case '/__reset':
      await readBody(incoming);
      resetWorld(world);
      return json(200, {});
    case '/__message_center':
      return showMessageCenter(world, incoming);
    default:
      return changeFaults(world, incoming);
  }
}

/** Accepts and answers what the API does, except for the key and the limit. */
async function showMessageCenter(world: World, incoming: IncomingMessage): Promise<Page> {
  const { status, body } = answerLookUp(world, await readJson(incoming));
  // Its refusals are plain text.
  return status === 200 ? { status, type: 'application/json', body } : json(status, { message: body });
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const read = await readBody(incoming);
  return read.kind === 'body' ? parseJson(incoming.headers['content-type'], read.bytes)?.value : undefined;
}

/** The JSON of /__inbox. */
function snapshot(world: World, after: number): unknown {
  return {
    inbox: world.inbox.id,
    arrivals: world.inbox.list(after),
    count: world.inbox.count,
    stats: statsOf(world),
    faults: world.faults.current.map(writeFault),
    kinds: faultKinds.map(({ kind, says }) => ({ kind, says })),
  };
}

/** Takes `{"faults": ["503:0.05"]}`, which replace the current faults. */
async function changeFaults(world: World, incoming: IncomingMessage): Promise<Page> {
  const body = await readJson(incoming);
  const texts: unknown = isMap(body) ? body['faults'] : undefined;
  const faults = Array.isArray(texts) ? texts.map((text) => parseFault(String(text))) : [undefined];
  const known = faults.filter((fault) => fault !== undefined);
  if (known.length < faults.length) return json(400, { message: 'Expected {"faults": ["KIND:SHARE", ...]}.' });
  world.faults.current = known;
  return json(200, { faults: known.map(writeFault) });
}

function json(status: number, value: unknown): Page {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function write(response: ServerResponse, { status, type, body }: Page): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': inboxPolicy,
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...mark,
  });
  response.end(body);
}
