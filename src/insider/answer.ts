// Turns status, headers and text of an answer into its meaning for delivery. Sources: the vendor's pages and recorded answers.
import { payloadText } from '../delivery/envelope.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { isMap } from '../is-map.ts';
import type { Answer, SendRequest } from '../delivery/sender.ts';
import { attribute, type ReportedOutcomes } from './attribute.ts';
import { tryParseJson } from '../try-parse-json.ts';
import { readErrorBody } from './error-body.ts';
import { excerptOf, textsIn } from './excerpt.ts';
import { retryAfterOf, type Headers } from './retry-after.ts';
import { isUnambiguous } from './unambiguous.ts';

export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  /** Null if it cannot be read: it is not UTF-8, or not in the encoding that it declares. */
  readonly text: string | null;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** The codes that the vendor documents, with our own words: the API's message for a code may quote the request. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['invalid_payload', 'a key or a type that the API does not take'],
  ['invalid_notifications', 'the number of notifications'],
  ['empty_insider_identifiers', 'no identifier that the API knows'],
  ['blacklisted_deeplink', 'a deep link with the key aps'],
  ['negative_integer', 'camp_id or android.channel_id must be greater than zero'],
  ['invalid_advanced_push_type', 'advanced_push_type must be carousel or slider'],
]);

const allowList =
  'Check Settings > Mobile App Settings > General > IP Address Authorization: only 127.0.0.1 is allowed by default, so add the address that this machine sends from.';

type Read = (reply: Reply, request: Asked) => Answer;
/** The request, with the API key so that excerpts of an answer leave it out. */
type Asked = SendRequest & { readonly apiKey?: string };

/** A status that is not listed proves nothing: 204, 408, 5xx and undocumented ones may follow a send. */
const readers: ReadonlyMap<number, Read> = new Map<number, Read>([
  [200, readReport],
  [202, (reply, request) => (request.terms.async ? acceptAll(request) : unclear(reply.status))],
  [400, readRefusal],
  [413, readForeign],
  [422, readForeign],
  [401, readDenial],
  [403, readDenial],
  [404, readWrongEndpoint],
  [405, readWrongEndpoint],
  [415, readWrongEndpoint],
  [429, readThrottling],
]);

export function readAnswer(reply: Reply, request: Asked): Answer {
  const isRedirect = reply.status >= 300 && reply.status < 400;
  const read = isRedirect ? readWrongEndpoint : readers.get(reply.status);
  return read === undefined ? unclear(reply.status) : read(reply, request);
}

function readReport({ status, text }: Reply, { notifications }: Asked): Answer {
  const value = text === null ? undefined : tryParseJson(text);
  const report = shapeReport(value);
  if (text === null || report === undefined || !isUnambiguous(text, value))
    return { kind: 'unclear', status, error: 'answer_not_understood' };
  const attributed = attribute(notifications, report);
  // If the answer has no `errors`, the absence of errors is known only if it names every notification as a success.
  const isWhole = report.saysErrors || attributed.outcomes.every(({ kind }) => kind === 'accepted');
  return isWhole
    ? { kind: 'settled', status, ...attributed }
    : { kind: 'unclear', status, error: 'answer_not_understood' };
}

/**
 * Returns the parts of a report. Recorded: `{"successes":[{...}],"errors":{"Reason":[{...}]}}`, both present. An empty list or a
 * missing `errors` also counts as no errors. Any other shape proves nothing: undefined.
 */
function shapeReport(value: unknown): (ReportedOutcomes & { readonly saysErrors: boolean }) | undefined {
  if (!isMap(value)) return undefined;
  const { successes, errors: given } = value;
  const errors = isEmpty(given) ? {} : given;
  if (!Array.isArray(successes) || !successes.every(isMap) || !isMap(errors)) return undefined;
  const entries = Object.entries(errors).flatMap(([reason, listed]: [string, unknown]) =>
    (Array.isArray(listed) ? listed : [listed]).map((entry: unknown) => ({ reason, entry })),
  );
  return { successes, errors: entries, saysErrors: given !== undefined && given !== null };
}

function isEmpty(errors: unknown): boolean {
  return errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0);
}

function acceptAll({ notifications }: Asked): Answer {
  return {
    kind: 'settled',
    status: 202,
    outcomes: notifications.map(() => ({ kind: 'accepted' })),
    attributes: notifications.map(() => null),
  };
}

/** Reads a 400. Only a documented code is the vendor's judgement of a notification; a proxy or a maintenance page may answer 400 too. */
function readRefusal(reply: Reply, request: Asked): Answer {
  const { status } = reply;
  const body = reply.text ?? '';
  const value = tryParseJson(body);
  if (!isMap(value) || !isUnambiguous(body, value)) return readForeign(reply, request);
  const { code, text } = readErrorBody(body);
  if (code === 'invalid_certificate') return shutOut(status, noCertificate());
  if (code === 'bad_api_key' || isAboutKey(text)) return shutOut(status, keyRefused(status));
  const message = code === null ? undefined : meanings.get(code);
  if (code === null || message === undefined) return readForeign(reply, request);
  return { kind: 'unacceptable', status, code, message };
}

/** Reads an answer that is not the vendor's. Nobody received the request, and the answer does not show which notification is at fault. */
function readForeign({ status, text }: Reply, { notifications, apiKey = '' }: Asked): Answer {
  const body = text ?? '';
  const secrets = [apiKey, ...notifications.flatMap((one) => textsIn(payloadText(one)))];
  const { code } = readErrorBody(body);
  const isHarmless = code !== null && excerptOf(code, secrets) === code;
  return { kind: 'foreign', status, code: isHarmless ? code : `http_${status}`, excerpt: excerptOf(body, secrets) };
}

function readDenial(reply: Reply): Answer {
  const { status, text: body } = reply;
  const { text } = readErrorBody(body ?? '');
  if (status === 403 && /too many|slow down|rate limit/.test(text)) return readThrottling(reply);
  return shutOut(status, status === 401 || isAboutKey(text) ? keyRefused(status) : accessRefused(status));
}

function readThrottling({ status, headers, at }: Reply): Answer {
  return { kind: 'throttled', status, retryAfter: retryAfterOf(headers, at) };
}

function readWrongEndpoint({ status }: Reply): Answer {
  return shutOut(status, wrongEndpoint(status));
}

function isAboutKey(text: string): boolean {
  return /\bapi[ _]?key\b/.test(text) && /invalid|wrong|bad|empty|no partner/.test(text);
}

function shutOut(status: number, diagnostic: Diagnostic): Answer {
  return { kind: 'shut_out', status, diagnostic };
}

function unclear(status: number): Answer {
  return { kind: 'unclear', status, error: `http_${status}` };
}

function keyRefused(status: number): Diagnostic {
  const help = `Check the value of the environment's api_key_env: the key must be a mobile one of this account (InOne > Settings > Integration Settings). ${allowList}`;
  return errorAt(undefined, 'PP401', `The API refuses the key (status ${status}).`, help);
}

function accessRefused(status: number): Diagnostic {
  return errorAt(
    undefined,
    'PP402',
    `The API refuses this machine (status ${status}), most likely because of its IP address.`,
    allowList,
  );
}

function noCertificate(): Diagnostic {
  const help = "Upload one under Insider's Settings, section Certificate; then apply again.";
  return errorAt(undefined, 'PP403', 'The account has no valid push certificate.', help);
}

function wrongEndpoint(status: number): Diagnostic {
  const help = "Check the environment's endpoint in pushplan.yaml. Redirects are not followed.";
  return errorAt(undefined, 'PP404', `The endpoint does not take notifications (status ${status}).`, help);
}
