// The Message Center: implements the port DeliveryLog over HTTP. It uses a key header and its own spellings of identifiers (vendor's page).
import type { DeliveryLog, LogAnswer, LoggedPush } from '../delivery/doubt/delivery-log.ts';
import type { Identity } from '../delivery/envelope.ts';
import type { ClientOptions } from './client.ts';
import { openConnection, type Exchange } from './connection.ts';
import { evidenceOf } from './envelope.ts';
import { tryParseJson } from '../try-parse-json.ts';
import { splitIdentity } from './identity.ts';
import { isMap } from '../is-map.ts';

const messageCenterPath = '/api/message_center/v1';
/** The highest limit that the vendor allows. */
const pageSize = 100;

const spellings: Readonly<Record<string, string>> = { email: 'Email', phone_number: 'Phone Number', uuid: 'UUID' };

/** Opens the log. Throws a refusal if the environment makes the connection unsafe. */
export function openMessageCenter(options: ClientOptions): DeliveryLog {
  const connection = openConnection(options);
  return {
    async ask({ identities, from, to }, signal) {
      const body = JSON.stringify({
        identifiers: spell(identities),
        start_date: Math.floor(from / 1000),
        end_date: Math.ceil(to / 1000),
        limit: pageSize,
      });
      return understand(
        await connection.post(messageCenterPath, body, { 'x-insider-api-key': options.apiKey }, signal),
      );
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

function spell(identities: readonly Identity[]): Record<string, string> {
  return Object.fromEntries(
    identities.map((identity) => {
      const [name, value] = splitIdentity(identity);
      const bare = name.replace(/^custom\./, '');
      return [spellings[bare] ?? bare, value];
    }),
  );
}

function understand(exchange: Exchange): LogAnswer {
  if (exchange.kind === 'failed') return { kind: 'silent', error: exchange.error };
  const { status, text } = exchange.reply;
  if (status !== 200) return { kind: 'silent', error: `http_${status}` };
  const shown = tryParseJson(text ?? '');
  if (!Array.isArray(shown)) return { kind: 'silent', error: 'answer_not_understood' };
  // A full page may not contain the push in question, and its absence would be taken as proof.
  if (shown.length >= pageSize) return { kind: 'silent', error: 'too_many_pushes' };
  const pushes = shown.map(readPush).filter((push) => push !== undefined);
  if (pushes.length < shown.length) return { kind: 'silent', error: 'answer_not_understood' };
  return { kind: 'seen', pushes };
}

/** Reads a push. Recorded fields: camp_id integer, created_at RFC 3339, title and message text. */
function readPush(push: unknown): LoggedPush | undefined {
  if (!isMap(push)) return undefined;
  const { camp_id: campId, title, message, created_at: createdAt } = push;
  const evidence = evidenceOf(campId, title, message);
  const at = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return evidence === undefined || Number.isNaN(at) ? undefined : { evidence, at };
}
