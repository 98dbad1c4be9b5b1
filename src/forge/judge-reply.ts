// Judges a platform's answer, and says what is wrong: the token, its rights, the pull request, a limit or the platform itself.
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { textOf } from './forge.ts';
import { isMap } from '../is-map.ts';
import { nameOfError, tellFailure } from '../wire-errors.ts';
import type { ApiVariable, FailedExchange, ForgeReply } from './connect.ts';

export interface Circumstances {
  /** "GitHub" */
  readonly platform: string;
  readonly apiVariable: ApiVariable;
  /** The subject of the question: "pull request 7 of acme/shop". */
  readonly about: string;
  /** The input that a user may have got wrong: "the number and the repository". */
  readonly check: string;
  /** The effect of running it again, as a sentence. */
  readonly again: string;
  /** The variable that holds the token. */
  readonly variable: string;
  /** The right that the token needs, and why the token may lack it. */
  readonly right: string;
  /** Never printed: it is removed from what the platform says. */
  readonly token: string;
}

export type ReplyVerdict =
  | { readonly kind: 'answered'; readonly json: unknown }
  /** `refusal` is for callers that do not wait that long. */
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Milliseconds to wait if a secondary limit names no time: "wait for at least one minute" (GitHub's page on rate limits). */
const unsaidWait = 60_000;

/** Milliseconds until a question is repeated that failed on its way or in the platform. */
const shortWait = 2000;

/** `isQuestion`: the call writes nothing, so it may be repeated. `now` is the wall clock, in milliseconds since 1970. */
export function judgeReply(
  reply: ForgeReply | FailedExchange,
  at: Circumstances,
  { isQuestion, now }: { readonly isQuestion: boolean; readonly now: number },
): ReplyVerdict {
  if ('error' in reply) return judgeFailure(reply, at, isQuestion);
  const { status, json } = reply;
  if (status >= 200 && status < 300) {
    return json === undefined
      ? refused(exitCodes.unexpected, 'PP515', `${at.platform} answers with something that is not JSON`, at.again)
      : { kind: 'answered', json };
  }
  const said = `${status}${quote(json, at.token)}`;
  if (isLimited(reply)) return judgeLimit(reply, at, said, now);
  if (status === 401) {
    return refused(
      exitCodes.invalidInput,
      'PP511',
      `${at.platform} refuses the token in ${at.variable} (${said})`,
      'Give one that is valid and has not expired.',
    );
  }
  if (status === 403) {
    const message = `the token in ${at.variable} lacks a right for ${at.about} (${said})`;
    return refused(exitCodes.invalidInput, 'PP512', message, at.right);
  }
  if (status === 404 || status === 410) {
    return refused(
      exitCodes.invalidInput,
      'PP513',
      `${at.platform} knows no ${at.about}, or does not show it to this token (${said})`,
      `Check ${at.check}. A token without a right to a private repository gets the same answer.`,
    );
  }
  if (status < 500) {
    const message = `${at.platform} does not take what was sent about ${at.about} (${said})`;
    const check = isQuestion ? at.check : 'the text that was to be posted';
    return refused(exitCodes.invalidInput, 'PP510', message, `Check ${check}.`);
  }
  return trouble(`${at.platform} has an internal error (${said})`, at.again, isQuestion);
}

function judgeFailure({ host, error, limit }: FailedExchange, at: Circumstances, isQuestion: boolean): ReplyVerdict {
  const { means, remedy, lasting } = tellFailure(error, { named: at.apiVariable });
  if (nameOfError(error) === 'TimeoutError') {
    const message = `${at.platform} did not answer at ${host} within ${limit / 1000} s`;
    return trouble(message, `${remedy} ${at.again}`, isQuestion);
  }
  const mayPass = isQuestion && lasting === undefined;
  return trouble(`${at.platform} cannot be reached at ${host}: ${means}`, `${remedy} ${at.again}`, mayPass);
}

function trouble(message: string, help: string, mayPass: boolean): ReplyVerdict {
  const refusal = refuse(exitCodes.unexpected, 'PP515', message, help);
  return mayPass ? { kind: 'wait', milliseconds: shortWait, refusal } : { kind: 'refused', refusal };
}

function refused(...[exitCode, code, message, help]: Parameters<typeof refuse>): ReplyVerdict {
  return { kind: 'refused', refusal: refuse(exitCode, code, message, help) };
}

// GitHub answers 403 for its limits too (its page on rate limits): then nothing remains, a time is given, or the text says so.
function isLimited({ status, headers, json }: ForgeReply): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const says = isMap(json) ? textOf(json['message']) : '';
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/iv.test(says);
}

function judgeLimit({ headers }: ForgeReply, at: Circumstances, said: string, now: number): ReplyVerdict {
  const seconds = readNumber(headers['retry-after']);
  const reset = readNumber(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset']);
  const untilReset = reset === undefined ? unsaidWait : Math.max(0, reset * 1000 - now);
  const milliseconds = seconds === undefined ? untilReset : seconds * 1000;
  const when = new Date(now + milliseconds).toISOString().replace(/\.\d+Z$/v, 'Z');
  const message = `${at.platform} asks to wait until ${when} (${said})`;
  return {
    kind: 'wait',
    milliseconds,
    refusal: refuse(exitCodes.unexpected, 'PP514', message, 'Run it again after that.'),
  };
}

function readNumber(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,10}$/v.test(value) ? Number(value) : undefined;
}

/** The platform's own words, as one short line. GitLab sometimes calls its text `error`, or gives an object. */
function quote(json: unknown, token: string): string {
  if (!isMap(json)) return '';
  const text = textOf(json['message']) || textOf(json['error']);
  const line = text.replaceAll(token, '***').replace(/\s+/gv, ' ').trim();
  return line === '' ? '' : `: ${line.length > 160 ? `${line.slice(0, 160)}...` : line}`;
}
