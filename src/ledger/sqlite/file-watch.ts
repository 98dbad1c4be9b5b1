// Notices when the paths of a ledger no longer lead to the files that were opened.
import { replaced } from './sqlite-fault.ts';
import { identityOfFile, type LedgerFiles } from './ledger-files.ts';

export class FileWatch {
  readonly #files: LedgerFiles;
  readonly #opened: readonly (string | undefined)[];

  /** Must be called after the files were opened. */
  constructor(files: LedgerFiles) {
    this.#files = files;
    this.#opened = identitiesOf(files);
  }

  /** Whatever is written to a file without a name is lost when this process ends. @throws Refusal, exit 8, if a file was removed or replaced. */
  refuseReplacement(): void {
    const now = identitiesOf(this.#files);
    if (now.some((identity, index) => identity !== this.#opened[index])) throw replaced(this.#files);
  }
}

function identitiesOf({ database, lock }: LedgerFiles): readonly (string | undefined)[] {
  return [identityOfFile(database), identityOfFile(lock)];
}
