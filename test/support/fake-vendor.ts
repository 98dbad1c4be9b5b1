// An invented vendor that differs from Insider One in everything: what a second folder beside src/insider would hold.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DeliveryLog } from '../../src/delivery/doubt/delivery-log.ts';
import { payloadText, type Envelope } from '../../src/delivery/envelope.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer, Outgoing, Sender } from '../../src/delivery/sender.ts';
import type { Vendor } from '../../src/delivery/vendor.ts';
import { listen } from './listen.ts';
import { payloadsOf } from './payloads.ts';

/** Returns the payload of a notification of this vendor: `{"to":"ada","text":"Sale"}`. */
export function fakePayload(to: string, text = 'Sale'): string {
  return JSON.stringify({ to, text });
}

function envelopeOf(payload: string): Envelope {
  const { to, text } = readMessage(payload);
  return { identities: [to], evidence: text, payload };
}

/** Takes either one message per request with its id in a header, or several messages that carry their ids. Each result names the id. */
export function fakeVendor(change: Partial<Vendor> = {}): Vendor {
  return {
    mostInRequest: 1,
    requestTimeout: 5_000,
    resultsBy: 'id',
    takesIdOnce: true,
    envelopeOf,
    envelopeOfParts: () => {
      throw new Error('nobody renders for this vendor');
    },
    comparable: (identity) => identity,
    keyedText: (identity) => identity,
    adviseOnRefusal: (reason) => `Ask the vendor about ${reason}.`,
    certificateReason: undefined,
    errors: new Map(),
    log: {
      id: 'fake-log',
      name: 'the fake log',
      reasons: { accepted: 'the fake log shows it', not_sent: 'the fake log shows a later one' },
      absenceProves: ({ status, error }) => status === 503 && error === 'overloaded',
    },
    ...change,
  };
}

/** What happens to a request: nothing, a connection cut before or after it is accepted, an error page before or after that, or a rate limit. */
export type FakeFault = 'none' | 'cut_before' | 'cut_after' | 'error_before' | 'error_after' | 'too_fast';

export interface FakeApi extends AsyncDisposable {
  readonly url: string;
  /** The pushes that went out, in order, with the id of the message. */
  readonly pushed: readonly { readonly id: string; readonly to: string; readonly text: string; readonly at: number }[];
  /** How many messages each request contained. */
  readonly sizes: readonly number[];
}

export interface FakeApiOptions {
  readonly takesIdOnce?: boolean;
  /** Decides by the first message of a request and by how many requests began with it. */
  readonly fault?: (to: string, nth: number) => FakeFault;
  readonly now?: () => number;
}

export async function startFakeApi(options: FakeApiOptions = {}): Promise<FakeApi> {
  const { takesIdOnce = true, fault = () => 'none', now = () => Date.now() } = options;
  const pushed: FakeApi['pushed'][number][] = [];
  const sizes: number[] = [];
  const led = new Map<string, number>();
  const take = ({ id, to, text }: Message): void => {
    if (takesIdOnce && pushed.some((one) => one.id === id)) return;
    pushed.push({ id, to, text, at: now() });
  };
  const met = (to: string): FakeFault => {
    led.set(to, (led.get(to) ?? 0) + 1);
    return fault(to, led.get(to) ?? 1);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const known = pushed.filter(({ to }) => to === searchParams.get('to'));
    if (pathname === '/log') return reply(response, 200, known);
    const messages = readMessages(await readBody(request), request.headers['x-message-id']);
    sizes.push(messages.length);
    const trouble = met(messages[0]?.to ?? '');
    if (!['too_fast', 'cut_before', 'error_before'].includes(trouble)) messages.forEach(take);
    // In an order that nobody can rely on.
    const results = messages.map(({ id }) => ({ id, message_id: `m-${id}`, refused: null })).toReversed();
    answerBy(trouble, request, response, pathname === '/message' ? results[0] : { results });
  };
  const listening = await listen(createServer((request, response) => void answer(request, response)));
  return {
    url: `http://127.0.0.1:${listening.port}`,
    pushed,
    sizes,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

function answerBy(trouble: FakeFault, request: IncomingMessage, response: ServerResponse, body: unknown): void {
  if (trouble.startsWith('cut')) request.socket.destroy();
  else if (trouble.startsWith('error')) reply(response, 503, { error: 'overloaded' });
  else if (trouble === 'too_fast') reply(response, 429, {});
  else reply(response, 200, body);
}

/** The sender for that API. */
export function openFakeClient(url: string, { mostInRequest }: Pick<Vendor, 'mostInRequest'>): Sender {
  const isSingle = mostInRequest === 1;
  return {
    async send({ notifications }, signal) {
      const body = isSingle
        ? payloadsOf({ notifications }).join('')
        : JSON.stringify(notifications.map((one) => ({ id: one.id, ...readMessage(payloadText(one)) })));
      const headers = isSingle ? { 'x-message-id': notifications[0]?.id ?? '' } : {};
      try {
        const path = isSingle ? '/message' : '/messages';
        const answered = await fetch(`${url}${path}`, { method: 'POST', body, headers, signal });
        return await understand(answered, notifications);
      } catch {
        return { kind: 'unclear', status: null, error: 'cut' };
      }
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** The delivery log of that API. */
export function openFakeLog(url: string): DeliveryLog {
  return {
    async ask({ identities, from, to }, signal) {
      const answered = await fetch(`${url}/log?to=${identities[0] ?? ''}`, { signal });
      const pushes = (await answered.json()) as readonly { readonly text: string; readonly at: number }[];
      return {
        kind: 'seen',
        pushes: pushes.filter(({ at }) => at >= from && at <= to).map(({ text, at }) => ({ evidence: text, at })),
      };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

interface Result {
  readonly id: string;
  readonly message_id: string;
  readonly refused: string | null;
}

async function understand(answered: Response, notifications: readonly Outgoing[]): Promise<Answer> {
  const { status } = answered;
  if (status === 429) return { kind: 'throttled', status, retryAfter: 1_000 };
  if (status !== 200) return { kind: 'unclear', status, error: 'overloaded' };
  const body = (await answered.json()) as Result | { readonly results: readonly Result[] };
  const byId = new Map(('results' in body ? body.results : [body]).map((result) => [result.id, result]));
  const results = notifications.map(({ id }) => byId.get(id));
  return {
    kind: 'settled',
    status,
    outcomes: results.map(outcomeOf),
    attributes: results.map((result) => (result === undefined ? null : { message_id: result.message_id })),
  };
}

function outcomeOf(result: Result | undefined): Outcome {
  if (result === undefined) return { kind: 'in_doubt' };
  return result.refused === null ? { kind: 'accepted' } : { kind: 'refused', reason: result.refused };
}

interface Message {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

function readMessage(payload: string): Omit<Message, 'id'> {
  const { to, text } = JSON.parse(payload) as Omit<Message, 'id'>;
  return { to, text };
}

function readMessages(body: string, id: string | string[] | undefined): readonly Message[] {
  return typeof id === 'string' ? [{ id, ...readMessage(body) }] : (JSON.parse(body) as readonly Message[]);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
