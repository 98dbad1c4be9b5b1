// A ledger in any database, held by one process at a time, which sends from it.
import type {
  Adopter,
  Claim,
  ClaimResult,
  Ledger,
  NewRun,
  RefusalOpening,
  Reopening,
  RunChange,
  RunRecord,
  RunState,
} from '../delivery/ledger.ts';
import type { ContentApproval, ApprovalKeeper, KnownApproval } from '../delivery/approvals.ts';
import type { Identity } from '../delivery/envelope.ts';
import type { Forgetter, ForgetOrder, ForgottenInLedger } from '../delivery/forgetting.ts';
import type { KeptList, ListKeeper } from '../delivery/people-lists.ts';
import type { ChunkRef, Planned, Spool } from '../delivery/spool.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { History } from '../plan/history.ts';
import { insertChunk, reduceChunk, unfinishedChunks } from './chunks/chunks.ts';
import type { Fence } from './claims/fence.ts';
import type { Phase } from './ledger-database.ts';
import { bumpSerial } from './ledger-serial.ts';
import { LedgerWriter, type WriterParts } from './ledger-writer.ts';
import { randomText, type RandomBytes } from './random-text.ts';
import { addListed, beginList, eraseHidden, hideLists, showList } from './lists/list-rows.ts';
import { forgetPeople } from './lists/forgotten.ts';
import { ListedHashes } from './lists/listed-hashes.ts';
import { openRefused, reopen } from './claims/resolve.ts';
import { insertApproval, newestApproval } from './runs/approvals.ts';
import { adopt, doubtLeftRuns, drop, moveTo } from './runs/run-life.ts';
import { insertRollouts } from './runs/rollouts.ts';
import { insertRun, numberOfRun, requireRun } from './runs/runs.ts';
import { SpoolBuffer, type Cut, type SpoolHashes } from './chunks/spool-buffer.ts';
import type { Sql } from './sql.ts';

/** The number of people of a list that are written or erased in one transaction. */
const listedAtOnce = 10_000;

/** The length of the count in front of the hashes of a person. */
const countDigits = 2;

/** The size of a new key, in bytes. */
const keyLength = 16;

/** The dependencies of an open ledger. */
export interface LedgerParts<In extends Sql> extends WriterParts<In>, SpoolHashes {
  readonly findings: readonly Diagnostic[];
  readonly random: RandomBytes;
}

export abstract class SqlLedger<In extends Sql>
  extends LedgerWriter<In>
  implements Ledger, Spool, History, ListKeeper, Forgetter, ApprovalKeeper
{
  readonly findings: readonly Diagnostic[];
  readonly #parts: LedgerParts<In>;
  readonly #buffer = new SpoolBuffer();
  /** The run that this process started or adopted, until it ends. Nobody will settle the open claims of any other run. */
  #live: string | undefined;
  #phase: Phase = 'opening';

  constructor(parts: LedgerParts<In>) {
    super(parts);
    this.findings = parts.findings;
    this.#parts = parts;
  }

  async startRun(run: NewRun): Promise<RunRecord> {
    const { clock, random, mac } = this.#parts;
    const id = `run_${randomText(random, 12)}`;
    const campaigns = run.campaigns.map((campaign) => campaign.id);
    const started = await this.hold(async (sql) => {
      await doubtLeftRuns(sql, mac, campaigns, clock.now());
      await bumpSerial(sql);
      const inserted = await insertRun(sql, id, run, clock.now());
      await insertRollouts(sql, inserted.number, run.campaigns);
      return inserted;
    });
    this.#live = id;
    await this.#findPeople();
    await this.hasProgressed();
    return started.record;
  }

  async setState(run: string, state: RunState, change: RunChange): Promise<void> {
    if (state === 'running') await this.flush(run);
    const { clock, mac } = this.#parts;
    const at = clock.now();
    const now = await this.hold(async (sql) => {
      const reached = await moveTo(sql, mac, await requireRun(sql, run), state, { ...change, at });
      if (reached === 'running') this.prepareSending();
      return reached;
    });
    // If the run has ended, waits or is at a pause, this process sends nothing more of it.
    if (now !== 'running') await this.#endLife();
    else this.beginSending();
  }

  async dropRun(run: string): Promise<void> {
    this.#buffer.forget();
    await this.hold(async (sql) => drop(sql, this.#parts.mac, await requireRun(sql, run)));
    await this.#endLife();
  }

  async adoptRun(run: string, by: Adopter): Promise<void> {
    const { clock, mac } = this.#parts;
    const at = clock.now();
    await this.hold(async (sql) => {
      await adopt(sql, mac, await requireRun(sql, run), by, at);
      this.prepareSending();
    });
    this.#live = run;
    await this.#findPeople();
    this.beginSending();
    await this.hasProgressed();
  }

  async claim(claim: Claim): Promise<ClaimResult> {
    const results = await this.claimAll([claim]);
    return results.reduce((_, result) => result);
  }

  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    return this.claimUnder(this.fence, claims);
  }

  reopen(run: string, reopening: Reopening): Promise<number> {
    const at = this.#parts.clock.now();
    return this.decide(run, (sql, { number }) => reopen(sql, number, reopening, at));
  }

  openRefused(run: string, opening: RefusalOpening): Promise<number> {
    const at = this.#parts.clock.now();
    return this.decide(run, (sql, { number }) => openRefused(sql, number, opening, at));
  }

  async append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void> {
    const { record } = await this.see((sql) => requireRun(sql, run));
    for (const cut of this.#buffer.add(record, campaign, notifications, this.#parts)) await this.#insert(cut);
  }

  async flush(run: string): Promise<void> {
    for (const cut of this.#buffer.end(run)) await this.#insert(cut);
  }

  chunks(run: string): Promise<readonly ChunkRef[]> {
    return this.look(run, unfinishedChunks);
  }

  finish(run: string, chunk: number, until?: number): Promise<void> {
    const opened = this.memory.take({ run, number: chunk });
    return this.stopping(run, () =>
      this.hold(async (sql) => {
        const number = await numberOfRun(sql, run);
        await reduceChunk(sql, this.#parts.mac, { run: number, number: chunk, until }, 'unsettled', opened);
      }),
    );
  }

  async keepList(list: KeptList, people: () => AsyncIterable<readonly Identity[]>): Promise<void> {
    const { clock, hashPerson } = this.#parts;
    const number = await this.hold((sql) => beginList(sql, list, clock.now()));
    if (number === undefined) return;
    const hashes = new ListedHashes();
    for await (const identities of people()) {
      for (const identity of identities) hashes.add(hashPerson([identity]).slice(countDigits));
    }
    // Several transactions, because one could take minutes and others would wait for it.
    for (const block of hashes.inOrder(listedAtOnce)) await this.hold((sql) => addListed(sql, number, block));
    await this.hold((sql) => showList(sql, number));
    await this.#eraseHidden();
  }

  async dropLists(workspaceId: string, others: readonly string[]): Promise<void> {
    await this.hold((sql) => hideLists(sql, workspaceId, others));
    await this.#eraseHidden();
  }

  async approve(run: string, approvals: readonly ContentApproval[]): Promise<void> {
    const at = this.#parts.clock.now();
    await this.hold(async (sql) => {
      const number = await numberOfRun(sql, run);
      for (const approval of approvals) await insertApproval(sql, number, approval, at);
    });
  }

  approvalOf(campaign: string): Promise<KnownApproval | undefined> {
    return this.see((sql) => newestApproval(sql, campaign));
  }

  async forget({ person, ...order }: ForgetOrder): Promise<ForgottenInLedger> {
    const { clock, mac, random, hashPerson } = this.#parts;
    const hashes = person.map((identity) => hashPerson([identity]).slice(countDigits));
    const newKey = (): string => Buffer.from(random(keyLength)).toString('hex');
    const at = clock.now();
    await this.#findPeople();
    const forgotten = await this.hold(async (sql) => {
      await bumpSerial(sql);
      return forgetPeople(sql, { ...order, hashes, mac, at, newKey });
    });
    await this.forgetErased();
    await this.hasProgressed();
    return forgotten;
  }

  abstract [Symbol.asyncDispose](): Promise<void>;

  protected override get phase(): Phase {
    return this.#phase;
  }

  protected override whoSettles(run: string): 'this' | 'nobody' {
    return run === this.#live ? 'this' : 'nobody';
  }

  /** The fence that each claim checks in its transaction. */
  protected abstract get fence(): Fence;

  /** Called in the transaction that makes the run running, before it is committed. */
  protected abstract prepareSending(): void;

  protected beginSending(): void {
    this.#phase = 'sending';
  }

  /** Called after the ledger has advanced. */
  protected abstract hasProgressed(): Promise<void>;

  /** Called after a run of this process has ended for now, and the spooled notifications of settled people are erased. */
  protected abstract forgetErased(): Promise<void>;

  /** From now on, open claims may belong to other processes. */
  protected isShared(): void {
    this.#live = undefined;
  }

  async #endLife(): Promise<void> {
    this.#live = undefined;
    this.#phase = 'opening';
    // People who are not written here can still be found in their requests. The next run writes them.
    await this.#findPeople().catch(() => undefined);
    await this.forgetErased();
  }

  /** Several transactions, so that others do not wait long. */
  async #findPeople(): Promise<void> {
    const { later } = this.#parts;
    let isMore = later !== undefined;
    while (isMore) isMore = await this.hold(async (sql) => (await later?.findSome(sql)) === true);
  }

  protected override async decide(...given: Parameters<LedgerWriter<In>['decide']>): Promise<number> {
    const decided = await super.decide(...given);
    if (decided > 0) await this.hasProgressed();
    return decided;
  }

  async #eraseHidden(): Promise<void> {
    while (await this.hold((sql) => eraseHidden(sql, listedAtOnce)));
  }

  #insert({ run, campaign: position, ...cut }: Cut): Promise<void> {
    return this.hold(async (sql) => {
      const number = await numberOfRun(sql, run);
      await insertChunk(sql, this.#parts.mac, { ...cut, run: number, position });
    });
  }
}
