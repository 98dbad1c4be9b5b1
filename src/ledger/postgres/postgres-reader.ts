// Looks at a ledger on PostgreSQL without its hold and without writing.
import type { RunActivity } from '../../delivery/run-activity.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { Phase } from '../ledger-errors.ts';
import { LedgerView } from '../ledger-view.ts';
import type { HashKey } from '../notification-hash.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { workersOf } from './postgres-worker-rows.ts';
import type { NumberedRun } from '../run-states.ts';

export class PostgresReader extends LedgerView<PostgresTransaction> implements AsyncDisposable {
  /** Whether it can look anybody up: the secret of the keyed hashes may be kept from this user. */
  readonly knowsKeys: boolean;
  readonly #database: PostgresDatabase;

  constructor({
    id,
    database,
    hash,
  }: {
    readonly id: string;
    readonly database: PostgresDatabase;
    readonly hash?: HashKey;
  }) {
    const isHidden = (): never => {
      throw secretIsHidden(database.address.shown);
    };
    super({ id, hash: hash ?? isHidden });
    this.#database = database;
    this.knowsKeys = hash !== undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  /** Decides between "begin again" and "resume" when the server fails. */
  protected get phase(): Phase {
    return 'opening';
  }

  protected workers(transaction: PostgresTransaction, run: NumberedRun): Promise<RunActivity['workers']> {
    return workersOf(transaction, run);
  }

  protected async see<Result>(work: (transaction: PostgresTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.#database.read(work);
    } catch (error) {
      throw asPostgresRefusal(error, this.#database.address.shown, this.phase);
    }
  }
}

function secretIsHidden(ledger: string): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP348',
    `This user may not read the secret of the ledger ${ledger}, so that nobody can be looked up in it.`,
    'Set the variable of ledger_key_env where the secret is kept outside, or use a login that may apply.',
  );
}
