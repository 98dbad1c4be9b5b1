// The API as a test wants it, and whatever stands in front of it: an answer to each request, and whom the requests reached.
import { http, startRawServer } from './raw-server.ts';

export interface EmailApi extends AsyncDisposable {
  readonly url: string;
  /** The addresses that were sent to, an entry for each time. */
  readonly reached: readonly string[];
  /** The addresses in each request, whatever became of it. */
  readonly requests: readonly (readonly string[])[];
  /** From now on. */
  answer(given: GiveAnswer): void;
}

/** Undefined where the API takes the request and sends to everybody. */
type GiveAnswer = (emails: readonly string[], number: number) => string | undefined;

export async function startEmailApi(first: GiveAnswer = () => undefined): Promise<EmailApi> {
  let give = first;
  const reached: string[] = [];
  const requests: (readonly string[])[] = [];
  const server = await startRawServer({
    onRequest: (socket, number) => {
      const body = server.received[number - 1] ?? '';
      const emails = [...body.matchAll(/"INSIDER\.email":"([^"]+)"/g)].map(([, email = '']) => email);
      requests.push(emails);
      const instead = give(emails, number);
      if (instead === undefined) reached.push(...emails);
      socket.write(instead ?? reportOn(emails));
    },
  });
  return {
    url: server.url,
    reached,
    requests,
    answer: (given) => {
      give = given;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** All of them accepted, or all of them refused for that reason. */
export function reportOn(emails: readonly string[], refusedFor?: string): string {
  const entries = emails.map((email) => ({ 'INSIDER.email': email }));
  const isRefused = refusedFor !== undefined;
  const report = { successes: isRefused ? [] : entries, errors: isRefused ? { [refusedFor]: entries } : {} };
  return http(200, JSON.stringify(report));
}
