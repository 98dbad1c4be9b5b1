// Routes a request by its path: checks method, IP address and limit, then the rules of the path.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonAnswers, jsonAnswer, methodNotAllowed, tooManyRequests, type SandboxAnswer } from './answers.ts';
import { answerBulk, bulkBadIp } from './bulk.ts';
import { parseJson, readBody, writeAnswer } from './exchange.ts';
import { serveInbox } from './inbox-routes.ts';
import { answerMessageCenter } from './message-center.ts';
import { retryAfterOf } from './retry-after.ts';
import { serveSend } from './serve-send.ts';
import { isMap } from '../is-map.ts';
import { answerStatistics } from './statistics.ts';
import { statsOf } from './stats.ts';
import type { World } from './world.ts';

interface Lookup {
  readonly body: unknown;
  readonly headerKey: string | undefined;
}

interface Route {
  readonly badIp: SandboxAnswer;
  /** Undefined if no limit is published. */
  readonly limit: (world: World) => number | undefined;
  readonly answer: (world: World, lookup: Lookup) => SandboxAnswer;
}

const sendPath = '/api/v2/notification/user';

const routes: ReadonlyMap<string, Route> = new Map([
  [
    '/api/v1/push/bulk',
    {
      badIp: bulkBadIp,
      limit: (world: World) => world.settings.limit,
      answer: (world: World, { body }: Lookup) => answerBulk(world, body),
    },
  ],
  [
    '/api/v1/notification/get_statistics',
    {
      badIp: commonAnswers.badIp,
      limit: () => undefined,
      answer: (world: World, { body }: Lookup) => answerStatistics(world, body),
    },
  ],
  [
    '/api/message_center/v1',
    {
      badIp: commonAnswers.badIp,
      limit: (world: World) => world.settings.messageCenterLimit,
      answer: (world: World, { body, headerKey }: Lookup) => answerMessageCenter(world, body, headerKey),
    },
  ],
]);

function answerLookup(world: World, path: string, route: Route, lookup: Lookup): SandboxAnswer {
  const { settings, otherRate } = world;
  if (settings.denyIp) return route.badIp;
  const limit = route.limit(world);
  if (limit !== undefined) {
    const key = lookup.headerKey ?? (isMap(lookup.body) ? String(lookup.body['api_key']) : '');
    const now = settings.clock.now();
    const wait = otherRate.admit(`${path} ${key}`, limit, now);
    if (wait !== undefined) return tooManyRequests(retryAfterOf(settings, wait, now));
  }
  return route.answer(world, lookup);
}

async function serveLookup(
  world: World,
  path: string,
  route: Route,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(incoming);
  if (read.kind === 'gone') return;
  if (read.kind === 'too large') {
    writeAnswer(response, commonAnswers.tooLarge);
    return;
  }
  const header = incoming.headers['x-insider-api-key'];
  const lookup = {
    body: parseJson(incoming.headers['content-type'], read.bytes)?.value,
    headerKey: typeof header === 'string' ? header : undefined,
  };
  writeAnswer(response, answerLookup(world, path, route, lookup));
}

/** Answers every request; only a fault leaves one without an answer. */
export async function serve(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (incoming.url ?? '').split('?', 1)[0] ?? '';
  const route = routes.get(path);
  if (path === '/__stats') {
    writeAnswer(response, incoming.method === 'GET' ? jsonAnswer(200, statsOf(world)) : methodNotAllowed('GET'));
  } else if (path !== sendPath && route === undefined) {
    if (await serveInbox(world, incoming, response)) return;
    writeAnswer(response, commonAnswers.notFound);
  } else if (incoming.method !== 'POST') {
    writeAnswer(response, methodNotAllowed('POST'));
  } else if (route === undefined) {
    await serveSend(world, incoming, response);
  } else {
    await serveLookup(world, path, route, incoming, response);
  }
}
