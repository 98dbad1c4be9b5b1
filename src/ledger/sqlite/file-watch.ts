// Sees whether the paths of a ledger still lead to the files that were opened.
import { replaced } from './sqlite-fault.ts';
import { identityOfFile, type LedgerFiles } from './ledger-files.ts';

export class FileWatch {
  readonly #files: LedgerFiles;
  readonly #opened: readonly (string | undefined)[];

  /** Once they are open. */
  constructor(files: LedgerFiles) {
    this.#files = files;
    this.#opened = identitiesOf(files);
  }

  /** What is written to a file that has no name any more is forgotten with this process. @throws Refusal, exit 8. */
  refuseReplacement(): void {
    const now = identitiesOf(this.#files);
    if (now.some((identity, index) => identity !== this.#opened[index])) throw replaced(this.#files);
  }
}

function identitiesOf({ database, lock }: LedgerFiles): readonly (string | undefined)[] {
  return [identityOfFile(database), identityOfFile(lock)];
}
