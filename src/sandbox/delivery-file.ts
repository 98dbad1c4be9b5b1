// The log on disk: what the sandbox has received, one line per notification, written before the sender gets an answer.
import { appendFileSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { exitCodes, refuse } from '../errors.ts';
import type { SentNotification } from './send-body.ts';

/** A line of the log. It contains personal data, so only the owner may read the file. */
export interface LogLine {
  /** RFC 3339. */
  readonly at: string;
  /** The number of the request, from 1. */
  readonly request: number;
  /** `sent` if the API would list it as a success; otherwise the reason under which it would list it as an error. */
  readonly outcome: string;
  /** The notification as it arrived. */
  readonly notification: SentNotification;
}

/** Whether a text that begins so is such a log. */
export function beginsDeliveryLog(text: string): boolean {
  return /^\{"at":"[^"]*","request":\d+,"outcome":"/v.test(text);
}

export class DeliveryFile implements Disposable {
  readonly #file: number;

  constructor(path: string) {
    try {
      this.#file = openSync(path, 'a', 0o600);
    } catch (cause) {
      const help = 'Name a file in a folder that exists and that you may write to.';
      throw refuse(exitCodes.invalidInput, 'PP505', `The log ${path} cannot be opened.`, help, { cause });
    }
  }

  append(lines: readonly LogLine[]): void {
    appendFileSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    fsyncSync(this.#file);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}
