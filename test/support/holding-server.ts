// An API that holds its answers back until a test lets them go: what is under way stays so for as long as the test looks at it.
import { http, startRawServer, type RawServer } from './raw-server.ts';

export interface HoldingServer extends RawServer {
  /** Of each request that has no answer yet, in their order. */
  readonly waiting: { readonly size: number; readonly accept: () => void; readonly answer: (text: string) => void }[];
}

/** The first `quick` requests are accepted at once, all others when the test says so. */
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
