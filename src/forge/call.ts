// One call to a platform's API: waits once when it is asked to, or a question met trouble, and refuses with what is to be done.
import type { ForgeConnection } from './connect.ts';
import type { Call } from './forge.ts';
import { judgeReply, type Circumstances } from './judge-reply.ts';

/** Of the command's clock and of its talk. */
export interface Waiting {
  tell(sentence: string): void;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Milliseconds. A job that waits is paid for by the minute. */
const longestWait = 60_000;

export function makeCall(connection: ForgeConnection, at: Circumstances, waiting: Waiting): Call {
  return async (method, path, body) => {
    for (let isSecond = false; ; isSecond = true) {
      const reply = await connection.exchange(method, path, body);
      const verdict = judgeReply(reply, at, { isQuestion: method === 'GET', now: waiting.now() });
      if (verdict.kind === 'answered') return verdict.json;
      if (verdict.kind === 'refused' || isSecond || verdict.milliseconds > longestWait) throw verdict.refusal;
      // A minute without a word looks like a job that hangs.
      waiting.tell(`Asking ${at.platform} again in ${Math.ceil(verdict.milliseconds / 1000)} s.`);
      await waiting.sleep(verdict.milliseconds);
    }
  };
}
