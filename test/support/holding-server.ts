// A server that holds its answers back until a test sends them, so that requests stay under way for as long as the test needs.
import { http, startRawServer, type RawServer } from './raw-server.ts';

export interface HoldingServer extends RawServer {
  /** The requests without an answer yet, in order. */
  readonly waiting: { readonly size: number; readonly accept: () => void; readonly answer: (text: string) => void }[];
}

/** Accepts the first `quick` requests at once, and each other one when the test calls its `accept`. */
export async function startHoldingServer(quick: number): Promise<HoldingServer> {
  const waiting: HoldingServer['waiting'] = [];
  const server: RawServer = await startRawServer({
    onRequest: (socket, number) => {
      const size = sizeOf(server.received[number - 1] ?? '');
      const answer = (text: string): void => void socket.write(text);
      const accept = (): void => answer(accepted(size));
      if (number <= quick) setImmediate(accept);
      else waiting.push({ size, accept, answer });
    },
  });
  return { ...server, waiting };
}

function sizeOf(body: string): number {
  return (JSON.parse(body) as { readonly notifications: readonly unknown[] }).notifications.length;
}

function accepted(size: number): string {
  const successes = Array.from({ length: size }, () => ({ 'INSIDER.uuid': null }));
  return http(200, JSON.stringify({ successes, errors: {} }));
}
