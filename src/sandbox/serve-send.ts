// Serves /api/v2/notification/user completely: request number, faults, limit, rules, sending, answer.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonAnswers, jsonAnswer, sendAnswers, tooManyRequests, type SandboxAnswer } from './answers.ts';
import { chanceOf } from './chance.ts';
import { parseJson, readBody, writeAnswer, type ParsedJson } from './exchange.ts';
import { faultAnswer } from './fault-answers.ts';
import { faultBody } from './fault-bodies.ts';
import { breakAnswer, breakUpload } from './fault-wire.ts';
import { reasonOfFault, type KnownFault } from './fault-kinds.ts';
import { faultOf } from './faults.ts';
import { reportSends } from './report.ts';
import { retryAfterOf } from './retry-after.ts';
import { isSendBody, type SendBody } from './send-body.ts';
import { checkSend } from './send-rules.ts';
import { sendAll, type Sent } from './send.ts';
import { isMap } from '../is-map.ts';
import type { World } from './world.ts';

interface Reply {
  readonly answer: SandboxAnswer;
  /** The number of pushes that were sent; sending takes time. */
  readonly pushes: number;
  /** Runs after the answer is written: sends an asynchronous request. */
  readonly after?: () => void;
}

function plain(answer: SandboxAnswer): Reply {
  return { answer, pushes: 0 };
}

function checkRate(world: World, body: unknown, request: number): SandboxAnswer | undefined {
  const { settings, sendRate } = world;
  const key = isMap(body) && typeof body['api_key'] === 'string' ? body['api_key'] : '';
  const notifications = isMap(body) && Array.isArray(body['notifications']) ? body['notifications'] : [];
  const isPlain = !notifications.some((one) => isMap(one) && Object.hasOwn(one, 'advanced_push_payload'));
  const plainLimit = isPlain ? settings.plainLimit : undefined;
  const bucket = `${plainLimit === undefined ? 'any' : 'plain'} ${key}`;
  const wait = sendRate.admit(bucket, plainLimit ?? settings.limit, settings.clock.now());
  if (wait === undefined) return undefined;
  if (settings.assumptions.throttleWith === 403) return commonAnswers.throttled;
  return tooManyRequests(retryAfterOf(settings, wait, request));
}

function processSend(world: World, body: SendBody, request: number, fault: KnownFault | undefined): Reply {
  const { settings } = world;
  const rejection = checkSend(body, settings);
  if (rejection !== undefined) return plain(rejection);
  if (body.async === true) {
    return { answer: sendAnswers.accepted, pushes: 0, after: () => void sendAll(world, body, request) };
  }
  const sends = sendAll(world, body, request, reasonOfFault(fault));
  const compose = (some: readonly Sent[]) =>
    reportSends(some, body.report_attributes ?? [], settings.assumptions, settings.seed, request);
  const pushes = sends.filter(({ reached }) => reached.length > 0).length;
  if (fault?.how !== 'body') return { answer: jsonAnswer(200, compose(sends)), pushes };
  return { answer: { status: 200, body: faultBody(fault.kind, sends, compose) }, pushes };
}

/** Returns a refusal that comes before anything else; faults do not replace it. */
function refuseEarly(world: World, body: unknown, request: number): SandboxAnswer | undefined {
  return world.settings.denyIp ? commonAnswers.badIp : checkRate(world, body, request);
}

/** Returns the reply. A fault that sends nothing comes before the rules, any other after sending. */
function replyTo(world: World, parsed: ParsedJson | undefined, request: number, fault: KnownFault | undefined): Reply {
  if (fault?.how === 'answer' && !fault.sent) return plain(faultAnswer(fault.kind, world.settings, request));
  // The connection is broken instead of giving this answer.
  if (fault !== undefined && !fault.sent) return plain(commonAnswers.failed);
  if (parsed === undefined || !isSendBody(parsed.value)) return plain(sendAnswers.invalidPayload);
  const reply = processSend(world, parsed.value, request, fault);
  if (fault?.how !== 'answer') return reply;
  return { ...reply, answer: faultAnswer(fault.kind, world.settings, request) };
}

async function waitAsTheVendor({ settings, signal }: World, pushes: number, request: number): Promise<void> {
  const { sent, none, jitter } = settings.latency;
  const spread = jitter * (2 * chanceOf(settings.seed, 'latency', request) - 1);
  const ms = Math.max(0, (pushes > 0 ? sent : none) + spread);
  if (ms > 0) await settings.clock.sleep(ms, signal);
}

async function closeOf(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await once(response, 'close');
}

function giveAnswer(
  world: World,
  response: ServerResponse,
  answer: SandboxAnswer,
  fault: KnownFault | undefined,
): void {
  if (fault?.how === 'wire') {
    world.counts.countStatus('none');
    if (response.socket !== null) breakAnswer(fault.kind, response.socket, answer);
    return;
  }
  world.counts.countStatus(String(answer.status));
  writeAnswer(response, answer);
}

async function serveBody(
  world: World,
  parsed: ParsedJson | undefined,
  request: number,
  fault: KnownFault | undefined,
  response: ServerResponse,
): Promise<void> {
  const early = refuseEarly(world, parsed?.value, request);
  if (early !== undefined) {
    giveAnswer(world, response, early, undefined);
    return;
  }
  if (fault?.kind === 'send-after-timeout') {
    await closeOf(response);
    if (world.signal.aborted) return;
  }
  const reply = replyTo(world, parsed, request, fault);
  await waitAsTheVendor(world, reply.pushes, request);
  giveAnswer(world, response, reply.answer, fault);
  reply.after?.();
}

export async function serveSend(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { counts, settings, faults } = world;
  const request = counts.begin();
  const fault = faultOf(faults.current, settings.seed, 'request', request);
  if (fault !== undefined) counts.countFault(fault.kind);
  if (fault?.how === 'upload') {
    counts.countStatus('none');
    breakUpload(fault.kind, incoming.socket);
    return;
  }
  const read = await readBody(incoming);
  if (read.kind === 'gone') {
    counts.countStatus('none');
  } else if (read.kind === 'too large') {
    giveAnswer(world, response, commonAnswers.tooLarge, undefined);
  } else {
    const parsed = parseJson(incoming.headers['content-type'], read.bytes);
    await serveBody(world, parsed, request, fault, response);
  }
}
