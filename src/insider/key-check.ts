// Whether the API takes a key, asked without sending: by a request without notifications. That the key is judged before their number
// is an assumption: the vendor's page of errors has an answer for each, and does not say which comes first.
import type { Answer } from '../delivery/sender.ts';
import type { ClientOptions } from './client.ts';
import { readAnswer } from './answer.ts';
import { concealIn, concealing } from './conceal.ts';
import { openConnection } from './connection.ts';
import { readUnsent } from './lasting-error.ts';
import { sendPath, writeRequestBody } from './request.ts';
import { answeredAt } from './retry-after.ts';

export type KeyAnswer =
  /** The API complains of the missing notifications and of nothing else. */
  { readonly kind: 'taken' } | { readonly kind: 'not_taken'; readonly answer: Answer };

export interface KeyCheck extends AsyncDisposable {
  /** `date` is when the other side answered, by its own clock, to the second; undefined where it did not say. */
  ask(signal: AbortSignal): Promise<KeyAnswer & { readonly date: number | undefined }>;
}

const nothing = { notifications: [], terms: { async: false, reportAttributes: [] } };

/** As openClient. Throws a refusal when the process's environment makes the wire unsafe. */
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
