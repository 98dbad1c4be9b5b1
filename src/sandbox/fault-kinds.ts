// The list of faults: what each does to a request, and whether the pushes are sent.
import { isReason, reasons, unknownReason } from './reasons.ts';

interface FaultRow {
  readonly kind: string;
  /** The part that is affected: the connection, the upload, the whole answer, its bytes, the body of a 200, or one of its notifications. */
  readonly how: 'connection' | 'upload' | 'answer' | 'wire' | 'body' | 'refusal';
  /** Whether the notifications are sent anyway. */
  readonly sent: boolean;
  readonly says: string;
}

/** Every fault, in the order of a request's life. `says` is one sentence for help and documentation. */
export const faultKinds = [
  {
    kind: 'reset-on-accept',
    how: 'connection',
    sent: false,
    says: 'Resets a connection as it is accepted; counts connections, not requests.',
  },
  {
    kind: 'close-on-accept',
    how: 'connection',
    sent: false,
    says: 'Closes a connection as it is accepted; counts connections, not requests.',
  },
  {
    kind: 'reset-in-upload',
    how: 'upload',
    sent: false,
    says: 'Resets the connection once the headers are in, before the body is read.',
  },
  { kind: 'stop-reading', how: 'upload', sent: false, says: 'Reads the headers, never the body, and never answers.' },
  { kind: 'reset-before', how: 'wire', sent: false, says: 'Reads the request, sends nothing, resets the connection.' },
  {
    kind: 'close-before',
    how: 'wire',
    sent: false,
    says: 'Reads the request, sends nothing, closes the connection without an answer.',
  },
  { kind: '302', how: 'answer', sent: false, says: 'Answers with a redirect to another path of the sandbox.' },
  { kind: '400-payload', how: 'answer', sent: false, says: 'Rejects the request with invalid_payload.' },
  { kind: '400-empty', how: 'answer', sent: false, says: 'Says that there are no notifications.' },
  { kind: '400-many', how: 'answer', sent: false, says: 'Says that there are more than 20 notifications.' },
  { kind: '400-identifiers', how: 'answer', sent: false, says: 'Says that a notification has no identifier.' },
  { kind: '400-deeplink', how: 'answer', sent: false, says: 'Says that a deep link has the key aps.' },
  { kind: '400-integer', how: 'answer', sent: false, says: 'Says that camp_id or channel_id is not above zero.' },
  { kind: '400-type', how: 'answer', sent: false, says: 'Says that advanced_push_type is not a known one.' },
  { kind: '400-unknown', how: 'answer', sent: false, says: 'Answers 400 with an error code that no page lists.' },
  { kind: '401', how: 'answer', sent: false, says: 'Refuses the API key.' },
  { kind: '403', how: 'answer', sent: false, says: 'Denies access.' },
  { kind: '403-throttle', how: 'answer', sent: false, says: 'Asks to slow down by a 403.' },
  { kind: '404', how: 'answer', sent: false, says: 'Does not know the path.' },
  { kind: '405', how: 'answer', sent: false, says: 'Does not allow the method.' },
  { kind: '408', how: 'answer', sent: false, says: 'Says that the request took too long to arrive.' },
  { kind: '413', how: 'answer', sent: false, says: 'Says that the body is too large.' },
  { kind: '415', how: 'answer', sent: false, says: 'Does not take the content type.' },
  { kind: '422', how: 'answer', sent: false, says: 'Says that the body cannot be processed.' },
  { kind: 'invalid-certificate', how: 'answer', sent: false, says: 'Says that the account has no push certificate.' },
  { kind: '429', how: 'answer', sent: false, says: 'Too many requests, with Retry-After as the sandbox was told.' },
  {
    kind: '429-date',
    how: 'answer',
    sent: false,
    says: 'Too many requests, Retry-After is an HTTP date in two seconds.',
  },
  {
    kind: '429-garbage',
    how: 'answer',
    sent: false,
    says: 'Too many requests, Retry-After is not a number and not a date.',
  },
  { kind: '429-negative', how: 'answer', sent: false, says: 'Too many requests, Retry-After is negative.' },
  { kind: '429-long', how: 'answer', sent: false, says: 'Too many requests, Retry-After is ten hours.' },
  { kind: '500', how: 'answer', sent: false, says: 'Fails before anything is sent.' },
  { kind: '502-html', how: 'answer', sent: false, says: 'Bad gateway with a page of HTML; nothing was sent.' },
  { kind: '503', how: 'answer', sent: false, says: 'Overloaded; nothing was sent.' },
  { kind: '204', how: 'answer', sent: true, says: 'Sends, then answers without content.' },
  { kind: '500-after-send', how: 'answer', sent: true, says: 'Sends, then fails: the dangerous one.' },
  { kind: '504-after-send', how: 'answer', sent: true, says: 'Sends, then answers with a gateway timeout in HTML.' },
  { kind: '520-html', how: 'answer', sent: true, says: 'Sends, then the edge answers with an error page in HTML.' },
  { kind: 'reset-after', how: 'wire', sent: true, says: 'Sends, then resets the connection.' },
  { kind: 'close-after', how: 'wire', sent: true, says: 'Sends, then closes the connection without an answer.' },
  { kind: 'no-answer', how: 'wire', sent: true, says: 'Sends, never answers, keeps the connection open.' },
  { kind: 'send-after-timeout', how: 'wire', sent: true, says: 'Never answers, and sends once the client has gone.' },
  { kind: 'cut-headers', how: 'wire', sent: true, says: 'Sends, then closes in the middle of the headers.' },
  {
    kind: 'cut-body',
    how: 'wire',
    sent: true,
    says: 'Sends, then closes in the middle of a body of announced length.',
  },
  { kind: 'cut-chunked', how: 'wire', sent: true, says: 'Sends, then closes in the middle of a chunked body.' },
  {
    kind: 'stall-body',
    how: 'wire',
    sent: true,
    says: 'Sends, then stops in the middle of the body and keeps the connection open.',
  },
  { kind: 'not-http', how: 'wire', sent: true, says: 'Sends, then answers with bytes that are not HTTP.' },
  { kind: 'bad-header', how: 'wire', sent: true, says: 'Sends, then answers with a header that no parser takes.' },
  { kind: 'huge-headers', how: 'wire', sent: true, says: 'Sends, then answers with 64 KiB of headers.' },
  {
    kind: 'many-1xx',
    how: 'wire',
    sent: true,
    says: 'Sends, then gives the true answer after a hundred interim ones.',
  },
  {
    kind: 'bad-encoding',
    how: 'wire',
    sent: true,
    says: 'Sends, then gives the true answer, called gzip, though it is not.',
  },
  { kind: 'junk-after', how: 'wire', sent: true, says: 'Sends, then gives the true answer followed by junk.' },
  { kind: 'empty-body', how: 'body', sent: true, says: 'Sends, then answers 200 with an empty body.' },
  { kind: 'malformed-body', how: 'body', sent: true, says: 'Sends, then answers 200 with JSON that lacks its end.' },
  { kind: 'wrong-shape', how: 'body', sent: true, says: 'Sends, then answers 200 with JSON of another shape.' },
  { kind: 'huge-body', how: 'body', sent: true, says: 'Sends, then gives the true answer after 9 MiB of blanks.' },
  {
    kind: 'missing-notification',
    how: 'body',
    sent: true,
    says: 'Sends, then leaves the first notification out of both lists.',
  },
  {
    kind: 'unknown-reason',
    how: 'refusal',
    sent: true,
    says: 'Refuses the first notification for a reason that no page lists; sends the others.',
  },
  {
    kind: 'unrelated-identity',
    how: 'body',
    sent: true,
    says: 'Sends, then adds a success of somebody who was not addressed.',
  },
  {
    kind: 'both-lists',
    how: 'body',
    sent: true,
    says: 'Sends, then lists the first notification as a success and as an error.',
  },
  ...reasons.map(
    (kind) =>
      ({
        kind,
        how: 'refusal',
        sent: true,
        says: `Refuses the first notification as ${kind}; sends the others.`,
      }) as const,
  ),
] as const satisfies readonly FaultRow[];

export type FaultKind = (typeof faultKinds)[number]['kind'];
export type FaultKindOf<How extends FaultRow['how']> = Extract<(typeof faultKinds)[number], { how: How }>['kind'];
export type KnownFault = (typeof faultKinds)[number];

export function faultNamed(kind: string): KnownFault | undefined {
  return faultKinds.find((row) => row.kind === kind);
}

/** Returns the reason with which the first notification of the request is refused; undefined for all other faults. */
export function reasonOfFault(fault: KnownFault | undefined): string | undefined {
  if (fault?.how !== 'refusal') return undefined;
  return isReason(fault.kind) ? fault.kind : unknownReason;
}
