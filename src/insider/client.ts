// The client of the sending API: implements the port Sender over HTTP.
import type { Answer, Sender, SendRequest } from '../delivery/sender.ts';
import { readAnswer } from './answer.ts';
import { concealIn, concealing, type Conceal } from './conceal.ts';
import { openConnection, type ConnectionOptions, type Exchange } from './connection.ts';
import { readUnsent } from './lasting-error.ts';
import { sendPath, writeRequestBody } from './request.ts';

export interface ClientOptions extends ConnectionOptions {
  readonly apiKey: string;
}

/** Opens a client. Throws a refusal if the environment makes the connection unsafe. */
export function openClient(options: ClientOptions): Sender {
  const connection = openConnection(options);
  const conceal = concealing([options.apiKey]);
  const { host } = new URL(options.endpoint);
  return {
    async send(request, signal) {
      const body = writeRequestBody(request, options.apiKey);
      const exchange = await connection.post(sendPath, body, {}, signal, request.beginWithin);
      const answer = understand(exchange, request, { apiKey: options.apiKey, host });
      // Codes, reasons and attributes are stored and shown, and the other side knows the key.
      return isInnocent(answer, exchange, conceal) ? answer : concealIn(answer, conceal);
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** Whether a settled answer contains no secret. All its values are in its text, unchanged if the text has no escapes. */
function isInnocent({ kind }: Answer, exchange: Exchange, conceal: Conceal): boolean {
  if (kind !== 'settled' || exchange.kind !== 'replied') return false;
  const { text } = exchange.reply;
  return text !== null && !text.includes('\\') && conceal(text) === text;
}

function understand(
  exchange: Exchange,
  request: SendRequest,
  { apiKey, host }: { readonly apiKey: string; readonly host: string },
): Answer {
  if (exchange.kind === 'replied') return readAnswer(exchange.reply, { ...request, apiKey });
  const { isWritten, status, error } = exchange;
  return isWritten ? { kind: 'unclear', status, error } : readUnsent(error, host);
}
