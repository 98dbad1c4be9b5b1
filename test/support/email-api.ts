// An API whose answer to each request comes from a test. It records whom the requests reached.
import { http, startRawServer } from './raw-server.ts';

export interface EmailApi extends AsyncDisposable {
  readonly url: string;
  /** The addresses that were sent to, with one entry per notification. */
  readonly reached: readonly string[];
  /** The addresses in each request, whatever its result. */
  readonly requests: readonly (readonly string[])[];
  /** Sets the answer to all later requests. */
  answer(given: GiveAnswer): void;
}

/** Returns the raw answer. Undefined if the API accepts the request and sends to everybody. */
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

/** Returns an answer that accepts all of them, or refuses all of them for that reason. */
export function reportOn(emails: readonly string[], refusedFor?: string): string {
  const entries = emails.map((email) => ({ 'INSIDER.email': email }));
  const isRefused = refusedFor !== undefined;
  const report = { successes: isRefused ? [] : entries, errors: isRefused ? { [refusedFor]: entries } : {} };
  return http(200, JSON.stringify(report));
}
