// Calls a platform's API. Tries once more if the platform asks to wait or a read failed; otherwise throws a Refusal that says what to do.
import type { ForgeConnection } from './connect.ts';
import type { Call } from './forge.ts';
import { judgeReply, type Circumstances } from './judge-reply.ts';

/** The parts of the command's clock and output that a call needs. */
export interface Waiting {
  tell(sentence: string): void;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Milliseconds. A CI job that waits is paid for by the minute. */
const longestWait = 60_000;

export function makeCall(connection: ForgeConnection, at: Circumstances, waiting: Waiting): Call {
  return async (method, path, body) => {
    for (let isSecond = false; ; isSecond = true) {
      const reply = await connection.exchange(method, path, body);
      const verdict = judgeReply(reply, at, { isQuestion: method === 'GET', now: waiting.now() });
      if (verdict.kind === 'answered') return verdict.json;
      if (verdict.kind === 'refused' || isSecond || verdict.milliseconds > longestWait) throw verdict.refusal;
      // Without a message, a wait of a minute looks like a job that hangs.
      waiting.tell(`Asking ${at.platform} again in ${Math.ceil(verdict.milliseconds / 1000)} s.`);
      await waiting.sleep(verdict.milliseconds);
    }
  };
}
