// Serves one page on this machine alone, and tells the browsers that show it when there is a new one.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeLive } from '../../view/pages/live-page.ts';

const host = '127.0.0.1';

export class PageServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #waiting = new Set<ServerResponse>();
  #page = '';
  #version = 0;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response);
    });
  }

  /** Listens on a free port. */
  static async start(): Promise<PageServer> {
    const server = new PageServer();
    server.#server.listen(0, host);
    await once(server.#server, 'listening');
    server.#port = portOf(server.#server.address());
    return server;
  }

  get url(): string {
    return `http://${host}:${this.#port}/`;
  }

  show(page: string): void {
    this.#page = page;
    this.#version += 1;
    for (const response of this.#waiting) response.write('data: changed\n\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer({ method, url = '/', headers }: IncomingMessage, response: ServerResponse): void {
    // A foreign host name that leads here would let a page of its owner read this one.
    const isOurs = headers.host === `${host}:${this.#port}` || headers.host === `localhost:${this.#port}`;
    const [path, query = ''] = url.split('?');
    if (!isOurs || method !== 'GET') response.writeHead(403).end();
    else if (path === '/') {
      response.writeHead(200, { ...headersOfAll, 'content-type': 'text/html; charset=utf-8' });
      response.end(makeLive(this.#page, this.#version));
    } else if (path === '/changes') this.#wait(response, query);
    else response.writeHead(404).end();
  }

  /** Tells the browser of changes, also of one since it read the page. */
  #wait(response: ServerResponse, query: string): void {
    response.writeHead(200, { ...headersOfAll, 'content-type': 'text/event-stream' });
    response.write(query === `after=${this.#version}` ? ':\n\n' : 'data: changed\n\n');
    this.#waiting.add(response);
    response.on('close', () => this.#waiting.delete(response));
  }
}

const headersOfAll = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
} as const;

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
