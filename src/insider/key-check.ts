// Checks whether the API accepts a key, without sending anything: by a request without notifications. It is an assumption that the
// API checks the key before the number of notifications: the vendor's page of errors lists an answer for each, but not the order.
import type { Answer } from '../delivery/sender.ts';
import type { ClientOptions } from './client.ts';
import { readAnswer } from './answer.ts';
import { concealIn, concealing } from './conceal.ts';
import { openConnection } from './connection.ts';
import { readUnsent } from './lasting-error.ts';
import { sendPath, writeRequestBody } from './request.ts';
import { answeredAt } from './retry-after.ts';

export type KeyAnswer =
  /** The API complains only about the missing notifications. */
  { readonly kind: 'taken' } | { readonly kind: 'not_taken'; readonly answer: Answer };

export interface KeyCheck extends AsyncDisposable {
  /** `date` is when the server answered, by its own clock, to the second; undefined if it did not say. */
  ask(signal: AbortSignal): Promise<KeyAnswer & { readonly date: number | undefined }>;
}

const nothing = { notifications: [], terms: { async: false, reportAttributes: [] } };

/** Opens a key check. Throws a refusal if the environment makes the connection unsafe. */
export function openKeyCheck(options: ClientOptions): KeyCheck {
  const connection = openConnection(options);
  const conceal = concealing([options.apiKey]);
  const { host } = new URL(options.endpoint);
  return {
    async ask(signal) {
      const exchange = await connection.post(sendPath, writeRequestBody(nothing, options.apiKey), {}, signal);
      if (exchange.kind === 'failed') {
        const { isWritten, status, error } = exchange;
        const answer: Answer = isWritten ? { kind: 'unclear', status, error } : readUnsent(error, host);
        return concealIn({ kind: 'not_taken', answer, date: undefined }, conceal);
      }
      const date = answeredAt(exchange.reply.headers);
      const answer = readAnswer(exchange.reply, { ...nothing, apiKey: options.apiKey });
      if (answer.kind === 'unacceptable' && answer.code === 'invalid_notifications') return { kind: 'taken', date };
      return concealIn({ kind: 'not_taken', answer, date }, conceal);
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
