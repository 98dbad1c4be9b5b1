// Status, headers and text of an answer -> what it means to delivery. Facts: the vendor's pages and recorded answers.
import { payloadText } from '../delivery/envelope.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { isRecord } from './identity.ts';
import type { Answer, SendRequest } from '../delivery/sender.ts';
import { attribute, type ReportedOutcomes } from './attribute.ts';
import { parseJson, readErrorBody } from './error-body.ts';
import { excerptOf, textsIn } from './excerpt.ts';
import { retryAfterOf, type Headers } from './retry-after.ts';
import { isUnambiguous } from './unambiguous.ts';

export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  /** Null when nobody can read it: no UTF-8, or packed in another way than it says. */
  readonly text: string | null;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** The codes that the vendor documents. The words are ours, since what the API says of a code may quote the request. */
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
/** The key, so that no answer brings it back. */
type Asked = SendRequest & { readonly apiKey?: string };

/** What is not listed proves nothing: 204, 408, 5xx and whatever no page names may follow a send. */
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
  const value = text === null ? undefined : parseJson(text);
  const report = shapeReport(value);
  if (text === null || report === undefined || !isUnambiguous(text, value))
    return { kind: 'unclear', status, error: 'answer_not_understood' };
  const attributed = attribute(notifications, report);
  // Where nothing is said of errors, only those that are named all together are known to have none.
  const isWhole = report.saysErrors || attributed.outcomes.every(({ kind }) => kind === 'accepted');
  return isWhole
    ? { kind: 'settled', status, ...attributed }
    : { kind: 'unclear', status, error: 'answer_not_understood' };
}

/**
 * Recorded: `{"successes":[{...}],"errors":{"Reason":[{...}]}}`, both present. An empty list, or nothing, is how some write that
 * there are no errors. Anything else proves nothing.
 */
function shapeReport(value: unknown): (ReportedOutcomes & { readonly saysErrors: boolean }) | undefined {
  if (!isRecord(value)) return undefined;
  const { successes, errors: given } = value;
  const errors = isEmpty(given) ? {} : given;
  if (!Array.isArray(successes) || !successes.every(isRecord) || !isRecord(errors)) return undefined;
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

/** Only what the vendor documents is its own word on a notification; a proxy or a page of maintenance may answer 400 as well. */
function readRefusal(reply: Reply, request: Asked): Answer {
  const { status } = reply;
  const body = reply.text ?? '';
  const value = parseJson(body);
  if (!isRecord(value) || !isUnambiguous(body, value)) return readForeign(reply, request);
  const { code, text } = readErrorBody(body);
  if (code === 'invalid_certificate') return shutOut(status, noCertificate());
  if (code === 'bad_api_key' || isAboutKey(text)) return shutOut(status, keyRefused(status));
  const message = code === null ? undefined : meanings.get(code);
  if (code === null || message === undefined) return readForeign(reply, request);
  return { kind: 'unacceptable', status, code, message };
}

/** Nobody got it, and nobody is to blame that the answer could name: it is not the vendor's. */
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
