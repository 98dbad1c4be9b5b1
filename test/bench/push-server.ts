// An API that accepts every notification at once, in a process of its own. SIGTERM ends it, and then it prints when its requests arrived.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Arrivals } from './arrivals.ts';

const [port = '0'] = process.argv.slice(2);
const minute = 60_000;
/** Milliseconds of the wall clock. */
const arrivedAt: number[] = [];

const server = createServer((request, response) => {
  arrivedAt.push(performance.timeOrigin + performance.now());
  void answer(request, response);
});
server.keepAliveTimeout = minute;
server.listen(Number(port), '127.0.0.1', () => process.stderr.write('READY\n'));
process.once('SIGTERM', () => {
  process.stdout.write(JSON.stringify(readArrivals()));
  process.exit(0);
});

/** A search costs less than a parser, and this process competes with the measured one for processor time. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const successes = Array.from(body.matchAll(/"identifiers":(\{[^\}]*\})/gv), ([, identifiers]) => identifiers);
  response.setHeader('content-type', 'application/json');
  response.end(`{"successes":[${successes.join(',')}],"errors":{}}`);
}

function readArrivals(): Arrivals {
  const [first = 0] = arrivedAt;
  const last = arrivedAt.at(-1) ?? 0;
  let fullest = 0;
  let start = 0;
  for (const [index, at] of arrivedAt.entries()) {
    while ((arrivedAt[start] ?? at) <= at - minute) start += 1;
    fullest = Math.max(fullest, index - start + 1);
  }
  const steady = arrivedAt.filter((at) => at >= first + minute);
  return {
    requests: arrivedAt.length,
    firstAt: first,
    seconds: (last - first) / 1_000,
    fullestMinute: fullest,
    steadyPerMinute: (steady.length * minute) / (last - first - minute),
  };
}
