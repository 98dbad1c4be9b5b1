// Looks at a ledger on PostgreSQL without its hold and without writing: for plan and status, also while another process sends.
import type { CampaignTotals, LastError, Ledger, RunRecord } from '../delivery/ledger.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { ActivityLog, RunActivity } from '../delivery/run-activity.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import type { History, Known, Remembered } from '../plan/history.ts';
import type { Phase } from './ledger-errors.ts';
import type { HashKey } from './notification-hash.ts';
import { activityInPostgres, lastErrorInPostgres } from './postgres-activity.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import {
  lookupInPostgres,
  lookupOutcomesInPostgres,
  rememberedInPostgres,
  sentLastInPostgres,
  sentPostgresCampaigns,
} from './postgres-lookup.ts';
import { allPostgresRuns, findPostgresRun, requirePostgresRun } from './postgres-runs.ts';
import { countDoubtInPostgres, totalsInPostgres } from './postgres-totals.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';
import type { Looks } from './read-ledger.ts';

export type RunWork<Result> = (transaction: PostgresTransaction, run: number) => Promise<Result>;

export class PostgresReader implements Pick<Ledger, Looks>, History, ActivityLog, AsyncDisposable {
  readonly id: string;
  readonly #database: PostgresDatabase;
  /** Whether it can look anybody up: the secret of the keyed hashes may be kept from this user. */
  readonly knowsKeys: boolean;
  readonly #hash: HashKey;

  constructor({
    id,
    database,
    hash,
  }: {
    readonly id: string;
    readonly database: PostgresDatabase;
    readonly hash?: HashKey;
  }) {
    this.id = id;
    this.#database = database;
    this.knowsKeys = hash !== undefined;
    this.#hash =
      hash ??
      (() => {
        throw secretIsHidden(database.address.shown);
      });
  }

  serial(): Promise<number> {
    return this.see(async (transaction) => integer(await transaction.one('SELECT serial FROM meta'), 'serial'));
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.see(async (transaction) => (await allPostgresRuns(transaction)).map(({ record }) => record));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.see(async (transaction) => (await findPostgresRun(transaction, id))?.record);
  }

  totals(run: string): Promise<readonly CampaignTotals[]> {
    return this.seeRun(run, totalsInPostgres);
  }

  lastError(run: string): Promise<LastError | undefined> {
    return this.seeRun(run, lastErrorInPostgres);
  }

  activity(run: string, now: number): Promise<RunActivity> {
    return this.see(async (transaction) =>
      activityInPostgres(transaction, await requirePostgresRun(transaction, run), now),
    );
  }

  countInDoubt(campaigns: readonly string[]): Promise<number> {
    return this.see((transaction) => countDoubtInPostgres(transaction, campaigns));
  }

  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]> {
    return this.see(sentPostgresCampaigns);
  }

  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]> {
    return this.see((transaction) => lookupInPostgres(transaction, this.#hash, campaign, keys));
  }

  sentLast(campaign: string): Promise<number | undefined> {
    return this.see((transaction) => sentLastInPostgres(transaction, campaign));
  }

  remembered(campaign: string): Promise<Remembered> {
    return this.see((transaction) => rememberedInPostgres(transaction, campaign));
  }

  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return this.see((transaction) => lookupOutcomesInPostgres(transaction, this.#hash, { run, campaign, keys }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  /** Decides between "begin again" and "resume" when the server fails. */
  protected get phase(): Phase {
    return 'opening';
  }

  /** One view of the ledger, for a run by its number. */
  protected seeRun<Result>(run: string, work: RunWork<Result>): Promise<Result> {
    return this.see(async (transaction) => work(transaction, (await requirePostgresRun(transaction, run)).number));
  }

  /** One view of the ledger, as a Refusal where there is none. */
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
