// One person under several keys: the same value of an identifier in notifications that count as those of different people.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { KeyedIdentifier } from '../message/renderer.ts';
import { KeySet } from './key-set.ts';

/** Above it, the memory for it would be out of proportion. */
const mostRows = 2_000_000;

const help =
  'A person gets a notification for each key. If one is meant, let all rows of a person have the same identifiers, or set key to the column that tells people apart.';

export class SharedIdentifiers {
  readonly #limit: number;
  #seen = new KeySet();
  #shared = new KeySet();
  readonly #counts = new Map<string, number>();
  #firstLine = 1;
  #rows = 0;

  constructor(limit = mostRows) {
    this.#limit = limit;
  }

  /** Once for each key, so that what comes again is under another one. */
  look(recipient: Recipient, identifiers: readonly KeyedIdentifier[]): void {
    if (identifiers.length === 0 || this.#rows > this.#limit) return;
    this.#rows += 1;
    if (this.#rows > this.#limit) {
      this.#seen = new KeySet();
      this.#shared = new KeySet();
      return;
    }
    for (const { name, text } of identifiers) this.#note(recipient, name, `${name}\0${text}`);
  }

  list(file: string): readonly Diagnostic[] {
    if (this.#rows > this.#limit) {
      const message = `with more than ${figure(this.#limit)} rows, plan did not look whether the same identifier stands under two keys`;
      return [warningAt({ file, line: 1, column: 1 }, 'PP225', message, help)];
    }
    const total = this.#counts.values().reduce((sum, count) => sum + count, 0);
    if (total === 0) return [];
    const each = [...this.#counts].map(([name, count]) => `${figure(count)} of ${name}`).join(', ');
    const subject = total === 1 ? '1 identifier stands' : `${figure(total)} identifiers stand`;
    const message = `${subject} under more than one key (${each}): these people can get more than one notification`;
    return [warningAt({ file, line: this.#firstLine, column: 1 }, 'PP225', message, help)];
  }

  #note(recipient: Recipient, name: string, id: string): void {
    if (!this.#seen.has(id)) this.#seen.add(id);
    else if (!this.#shared.has(id)) {
      this.#shared.add(id);
      if (this.#counts.size === 0) this.#firstLine = recipient.line;
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }
}

function figure(count: number): string {
  return count.toLocaleString('en');
}
