// Serves the port on which a worker reports that it is well (GET /health) and what it has done (GET /metrics).
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { WorkCounts } from '../delivery/jobs/work-tally.ts';
import { exitCodes, refuse, saySystemError } from '../errors.ts';
import { formatMetrics } from '../view/metrics-text.ts';

export interface Health extends AsyncDisposable {
  readonly port: number;
}

export interface HealthTerms {
  /** 0 takes any free port. */
  readonly port: number;
  readonly counts: () => WorkCounts;
  /** Whether the worker takes no more jobs: for load balancers and supervisors. */
  readonly isDraining: () => boolean;
}

/** Listens on all interfaces, since the caller is on another machine. Throws a Refusal (exit 3) if the port is taken. */
export async function serveHealth(terms: HealthTerms): Promise<Health> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return answer(response, 405, 'text/plain', 'GET alone\n');
    const [path] = (request.url ?? '').split('?');
    if (path === '/metrics') {
      return answer(response, 200, 'text/plain; version=0.0.4', formatMetrics(terms.counts()));
    }
    if (path !== '/health') return answer(response, 404, 'text/plain', '/health and /metrics are here\n');
    const status = terms.isDraining() ? 'draining' : 'working';
    answer(response, status === 'working' ? 200 : 503, 'application/json', `${JSON.stringify({ status })}\n`);
  });
  await listen(server, terms.port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : terms.port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await once(server.listen(port), 'listening');
  } catch (error) {
    const message = `--port ${port} cannot be listened on: ${saySystemError(error)}`;
    throw refuse(exitCodes.invalidInput, 'PP502', message, 'Name another port; 0 takes any that is free.');
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(body);
}
