// Looks at a SQLite ledger without the lock and without writing: for plan and status, also while another process sends.
import fs from 'node:fs';
import type { Database } from './database.ts';
import { checkIdentity, type Expected } from '../identity.ts';
import { asRefusal } from '../ledger-errors.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import { LedgerView } from '../ledger-view.ts';
import { hashWith, type HashKey } from '../notification-hash.ts';
import { hasLog, openForReading } from './open-database.ts';
import type { Sql, SqlWork } from '../sql.ts';

export interface ReadSqliteOptions extends Expected {
  /** Of the database file. */
  readonly path: string;
}

/**
 * Undefined when there is no ledger: nothing has been sent yet.
 * @throws Refusal: 4 for a ledger that is not to be used, 1 when the disk fails.
 */
export async function readSqlite(options: ReadSqliteOptions): Promise<LedgerReader | undefined> {
  const files = filesOf(options.path, options.environment);
  try {
    if (!fs.existsSync(files.database)) return undefined;
    refuseForeignEyes(files);
    using stack = new DisposableStack();
    const views = stack.use(new FileViews(files));
    const { id, secret } = await views.look((database) =>
      checkIdentity(database, files, { ...options, closed: 'allow' }),
    );
    stack.move();
    return new LedgerReader({ id, hash: hashWith(secret), files, views });
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

export class LedgerReader extends LedgerView<Sql> implements AsyncDisposable {
  /** Who may read the file has its secret, or was given it. */
  readonly knowsKeys = true;
  readonly #files: LedgerFiles;
  readonly #views: FileViews;

  constructor(opened: {
    readonly id: string;
    readonly hash: HashKey;
    readonly files: LedgerFiles;
    readonly views: FileViews;
  }) {
    super(opened);
    this.#files = opened.files;
    this.#views = opened.views;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#views.end();
  }

  /** A process is alone with its file. */
  protected async workers(): Promise<null> {
    return null;
  }

  protected async see<Result>(work: SqlWork<Result>): Promise<Result> {
    try {
      return await this.#views.look((database) => database.read(work));
    } catch (error) {
      throw asRefusal(error, this.#files.database, 'opening');
    }
  }
}

/** A file as it can be seen now, one look after the other. */
class FileViews implements Disposable {
  readonly #files: LedgerFiles;
  #view: View;
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: LedgerFiles) {
    this.#files = files;
    this.#view = openView(files);
  }

  look<Result>(work: (database: Database) => Result | Promise<Result>): Promise<Result> {
    const mine = this.#last.then(() => this.#look(work));
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** When all that was asked for before has been answered. */
  async end(): Promise<void> {
    await this.#last;
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#view.database[Symbol.dispose]();
  }

  /** A file that was taken as it stood and was written meanwhile proves nothing, not even that it is damaged: look again. */
  async #look<Result>(work: (database: Database) => Result | Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        const result = await work(this.#view.database);
        if (isCurrent(this.#view, this.#files)) return result;
      } catch (error) {
        if (isCurrent(this.#view, this.#files)) throw error;
      }
      this.#view.database[Symbol.dispose]();
      this.#view = openView(this.#files);
    }
  }
}

interface View {
  readonly database: Database;
  /** The file's stamp when it was taken as it stood; undefined when SQLite itself sees what others write. */
  readonly stamp: string | undefined;
}

function openView(files: LedgerFiles): View {
  for (;;) {
    const shared = hasLog(files);
    const stamp = shared ? undefined : stampOf(files);
    const view = { database: openForReading(files), stamp };
    if (hasLog(files) === shared) return view;
    view.database[Symbol.dispose]();
  }
}

function isCurrent(view: View, files: LedgerFiles): boolean {
  return view.stamp === undefined || (!hasLog(files) && stampOf(files) === view.stamp);
}

function stampOf(files: LedgerFiles): string | undefined {
  const status = fs.statSync(files.database, { throwIfNoEntry: false, bigint: true });
  return status === undefined ? undefined : `${status.ino} ${status.size} ${status.mtimeNs}`;
}
