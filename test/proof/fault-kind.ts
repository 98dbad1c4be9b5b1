// The rows of the fault table: how the wire breaks, and what must happen to the people in the request that the fault strikes.
import type { Fault, Road } from '../support/fault-server.ts';
import type { JumpingClock } from '../support/jumping-clock.ts';
import { http } from '../support/raw-server.ts';

type Phase = 'connect' | 'write' | 'answer bytes' | '2xx' | 'other status' | 'local';

/** `unknown` is the ledger's answer for people who were not sent to. */
export type Standing = 'accepted' | 'refused' | 'rejected' | 'in_doubt' | 'unknown';

/**
 * N: not sent, tried again, accepted in the end. D: in doubt. S: settled one by one from the answer. R: halved until the one that
 * causes the error is rejected. F: halved until the one that gets the error is set aside, and is not sent in the end. N or D: a
 * race, which the server's log decides. stop: not sent, and the run is resumed later.
 */
type Class = 'N' | 'D' | 'S' | 'R' | 'F' | 'N or D' | 'stop';

/** What a fault inside of the process may do. The ledger or the disk may throw. */
export interface Hands {
  readonly clock: JumpingClock;
  /** Sends the second signal. */
  readonly abort: () => void;
}

/** Strikes once, when delivery reaches this moment of the request with the target. "Under way": the server has the request. */
export interface LocalFault {
  readonly at: 'process';
  readonly when:
    | 'before claim'
    | 'after claim'
    | 'before send'
    | 'under way'
    | 'before settle'
    | 'after settle'
    | 'report';
  readonly act: (hands: Hands) => void;
}

export interface FaultKind {
  readonly phase: Phase;
  readonly kind: string;
  readonly class: Class;
  readonly fault: Fault | LocalFault;
  /** Plain HTTP by default. */
  readonly road?: Road;
  /** S, R and F: the standing of each person after a request of that size. The case is about `target`. Accepted by default. */
  readonly standing?: (name: string, target: string, size: number) => Standing;
  /** Strikes each request with the target, not only the first one. */
  readonly isLasting?: true;
  readonly isAsync?: true;
  /** The run ends early and is resumed later. Always the case for the class `stop`. */
  readonly isStopping?: true;
  /** May also cut off other requests under way. */
  readonly cutsOthers?: true;
  /** Only a timeout detects it. */
  readonly isSilent?: true;
  /** The longest wait that it must cause, in milliseconds: at least the first number, and less than the second. */
  readonly waits?: readonly [number, number];
  /** The next request leaves only after the client had time to notice what happened to its socket. */
  readonly isQuiet?: true;
}

type Body = (names: readonly string[], target: string) => string;

/** A complete answer. */
export function says(status: number, body: string | Body = '', headers: Readonly<Record<string, string>> = {}): Fault {
  return {
    at: 'request',
    act: (socket, names, target) =>
      socket.write(http(status, typeof body === 'string' ? body : body(names, target), headers)),
  };
}

/** Bytes that need not be HTTP, and what happens to the socket afterwards. */
export function writes(bytes: (names: readonly string[]) => string | Buffer, then?: 'close' | 'reset'): Fault {
  return {
    at: 'request',
    act: (socket, names) => {
      socket.write(bytes(names), () => {
        if (then === 'close') socket.end();
        if (then === 'reset') socket.resetAndDestroy();
      });
    },
  };
}
