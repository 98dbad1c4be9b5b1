// Reads a ledger without locking it and without writing.
import type { Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse } from '../errors.ts';
import { LedgerView, type ViewParts } from './ledger-view.ts';
import type { HashCampaign, HashKey } from './claims/notification-hash.ts';
import type { HashPerson } from './claims/person-hashes.ts';
import type { Sql } from './sql.ts';

/** `hash`, `hashCampaign` and `hashPerson` are undefined if this user may not read the secret of the keyed hashes. */
export interface ReaderParts<In extends Sql> extends Omit<ViewParts<In>, 'hash' | 'hashCampaign' | 'hashPerson'> {
  readonly database: ViewParts<In>['database'] & AsyncDisposable;
  /** The name of the ledger, shown to people. */
  readonly shown: string;
  readonly closed: Diagnostic | undefined;
  readonly hash: HashKey | undefined;
  readonly hashCampaign: HashCampaign | undefined;
  readonly hashPerson: HashPerson | undefined;
}

export class LedgerReader<In extends Sql> extends LedgerView<In> implements AsyncDisposable {
  /** Whether anybody can be looked up. */
  readonly knowsKeys: boolean;
  readonly closed: Diagnostic | undefined;
  readonly #resources: AsyncDisposable;

  constructor({ hash, hashCampaign, hashPerson, shown, closed, ...parts }: ReaderParts<In>) {
    const refuseAll = (): never => refuseLookUp(shown);
    super({
      ...parts,
      hash: hash ?? refuseAll,
      hashCampaign: hashCampaign ?? refuseAll,
      hashPerson: hashPerson ?? refuseAll,
    });
    this.closed = closed;
    this.knowsKeys = hash !== undefined;
    this.#resources = parts.database;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]();
  }
}

function refuseLookUp(ledger: string): never {
  throw refuse(
    exitCodes.blocked,
    'PP348',
    `This user may not read the secret of the ledger ${ledger}, so that nobody can be looked up in it.`,
    'Set the variable of ledger_key_env if the secret is kept outside, or use a login that may apply.',
  );
}
