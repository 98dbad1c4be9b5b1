// An API whose answers come from a test, and may repeat the request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../support/listen.ts';
import { isSending, type Reply, type Request, type Seen } from './privacy-scenario.ts';

export interface EchoServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: () => Seen;
}

export async function startEcho(answer: (request: Request) => Reply): Promise<EchoServer> {
  let requests = 0;
  const reply = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = { path: incoming.url ?? '', headers: incoming.headers, body: await text(incoming) };
    if (isSending(request)) requests += 1;
    const { status, headers, body } = answer(request);
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((incoming, response) => {
    reply(incoming, response).catch(() => response.destroy());
  });
  const listening = await listen(server);
  return {
    url: `http://127.0.0.1:${listening.port}`,
    seen: () => ({ requests, faults: {} }),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}
