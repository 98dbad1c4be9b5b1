// What a row of the fault table says: how the wire breaks, and what must become of those in the request it strikes.
import type { Fault, Road } from '../support/fault-server.ts';
import type { JumpingClock } from '../support/jumping-clock.ts';
import { http } from '../support/raw-server.ts';

type Phase = 'connect' | 'write' | 'answer bytes' | '2xx' | 'other status' | 'local';

/** `unknown` is what the ledger says of those who have not been sent to. */
export type Standing = 'accepted' | 'refused' | 'rejected' | 'in_doubt' | 'unknown';

/**
 * N: not sent, tried again, accepted in the end. D: in doubt. S: settled one by one from the answer. R: halved until the one
 * to blame is rejected. F: halved until the one that gets it is set aside, and is not sent in the end. N or D: a race, which the
 * server's log decides. stop: not sent, and the run goes on later.
 */
type Class = 'N' | 'D' | 'S' | 'R' | 'F' | 'N or D' | 'stop';

/** What a fault inside of the process may do; one that throws is the ledger's or the disk's. */
export interface Hands {
  readonly clock: JumpingClock;
  /** The second signal. */
  readonly abort: () => void;
}

/** Strikes once, when delivery is there with the request that holds the target. Under way: the server has it. */
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
  /** Straight over HTTP when absent. */
  readonly road?: Road;
  /** S, R and F: what becomes of each person in a request of that size; the case is about `target`. Accepted when absent. */
  readonly standing?: (name: string, target: string, size: number) => Standing;
  /** Strikes whenever the target is in the request, not once. */
  readonly isLasting?: true;
  readonly isAsync?: true;
  /** The run ends early, and goes on later. Those with class `stop` always do. */
  readonly isStopping?: true;
  /** Whatever else is under way may be cut off too. */
  readonly cutsOthers?: true;
  /** Told by a timeout. */
  readonly isSilent?: true;
  /** The longest wait that it must cause, in milliseconds: at least, and less than. */
  readonly waits?: readonly [number, number];
  /** The next request leaves only when the client has had time to notice what became of its socket. */
  readonly isQuiet?: true;
}

type Body = (names: readonly string[], target: string) => string;

/** A whole answer. */
export function says(status: number, body: string | Body = '', headers: Readonly<Record<string, string>> = {}): Fault {
  return {
    at: 'request',
    act: (socket, names, target) =>
      socket.write(http(status, typeof body === 'string' ? body : body(names, target), headers)),
  };
}

/** Bytes that need not be HTTP, and what is done to the socket after. */
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
