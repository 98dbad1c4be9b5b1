// Reads a ledger without its lock, for plan and status, also while another process sends.
import type { CampaignTotals, LastError, Ledger, RunRecord } from '../delivery/ledger.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { RolloutStanding } from '../delivery/rollout/rollout-standing.ts';
import type { RequestLog, RunLog } from '../delivery/request-figures.ts';
import type { ActivityLog, RunActivity, WorkerSeen } from '../delivery/run-activity.ts';
import type {
  ArmLookup,
  ForgottenPeople,
  History,
  KeyLookup,
  Known,
  Remembered,
  RememberedList,
  SentRecord,
  WaitingSends,
} from '../plan/history.ts';
import type { KeyHashing } from '../plan/key-hashes.ts';
import type { PastSend } from '../plan/often/caps.ts';
import type { ReplayedSend } from '../plan/often/replay.ts';
import { lastErrorOf } from './runs/last-error.ts';
import { explaining, type LedgerDatabase, type Phase } from './ledger-database.ts';
import { readSerial } from './ledger-serial.ts';
import { forgottenIn } from './lists/forgotten.ts';
import { rememberedLists } from './lists/list-rows.ts';
import { lookupGroups, lookupInWalk, lookupKeys, lookupOutcomes } from './claims/lookup.ts';
import type { HashCampaign, HashKey } from './claims/notification-hash.ts';
import type { HashPerson } from './claims/person-hashes.ts';
import { armsInWalk } from './claims/request-arms.ts';
import { hashesOfPerson } from './people/claimed-people.ts';
import { readPast, type SaidByRuns } from './people/past-sends.ts';
import { sentRecords } from './people/sent-records.ts';
import { sentSince } from './people/sent-since.ts';
import type { PeopleLater } from './people/people-later.ts';
import { rememberedOf, sentCampaigns, sentLast, wasSentSince } from './runs/remembered.ts';
import { runLogOf } from './runs/request-log.ts';
import { activityOf } from './runs/run-activity.ts';
import { allRuns, findRun, numberOfRun, requireRun } from './runs/runs.ts';
import type { Sql, SqlWork } from './sql.ts';
import { rolloutsOf } from './runs/rollouts.ts';
import { countInDoubt, totalsOf, totalsOfStep } from './runs/totals.ts';
import { waitingIn } from './runs/waiting-in.ts';

export type Looks =
  | 'id'
  | 'serial'
  | 'runs'
  | 'run'
  | 'totals'
  | 'lastError'
  | 'countInDoubt'
  | 'campaigns'
  | 'lookupOutcomes'
  | 'lookupGroups'
  | 'rollouts'
  | 'stepTotals';

/** The work that a dead process has under way: none. */
const nothing = { requests: 0, notifications: 0 };

export interface ViewParts<In extends Sql> {
  readonly id: string;
  readonly database: Pick<LedgerDatabase<In>, 'read' | 'explain'>;
  readonly hash: HashKey;
  readonly hashCampaign: HashCampaign;
  /** The result of `personKeyOf`. */
  readonly personKey: string;
  readonly hashPerson: HashPerson;
  /** Whether a process that sends runs of this mode may be alive. Absent in that process itself. */
  readonly isAlive?: (sql: In, mode: RunRecord['mode']) => Promise<boolean>;
  /** The time of the server, in milliseconds since 1970, if the ledger has a clock of its own. */
  readonly timeOf?: (sql: In) => number;
  /** Absent unless the rows that find people are written later. */
  readonly later?: PeopleLater;
  /** The workers that take part in shared runs. Absent if there are no shared runs. */
  readonly workersIn?: (sql: In) => Promise<readonly WorkerSeen[]>;
}

export class LedgerView<In extends Sql> implements Pick<Ledger, Looks>, History, ActivityLog, RequestLog {
  readonly id: string;
  protected readonly said: SaidByRuns = new Map();
  readonly #parts: ViewParts<In>;

  constructor(parts: ViewParts<In>) {
    this.id = parts.id;
    this.#parts = parts;
  }

  /** The time on the machine that keeps the ledger, in milliseconds since 1970. Undefined if that is this machine. */
  time(): Promise<number | undefined> {
    return this.see(async (sql) => this.#parts.timeOf?.(sql));
  }

  serial(): Promise<number> {
    return this.see(readSerial);
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.see(async (sql) => (await allRuns(sql)).map(({ record }) => record));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.see(async (sql) => (await findRun(sql, id))?.record);
  }

  totals(run: string): Promise<readonly CampaignTotals[]> {
    return this.seeRun(run, totalsOf);
  }

  rollouts(run: string): Promise<readonly RolloutStanding[]> {
    return this.seeRun(run, rolloutsOf);
  }

  stepTotals(run: string, campaign: number, step: number): Promise<CampaignTotals> {
    return this.seeRun(run, (sql, number) => totalsOfStep(sql, number, campaign, step));
  }

  lastError(run: string): Promise<LastError | undefined> {
    return this.seeRun(run, lastErrorOf);
  }

  activity(run: string, now: number): Promise<RunActivity> {
    return this.see(async (sql) => {
      const { number, record } = await requireRun(sql, run);
      const { isAlive, workersIn } = this.#parts;
      const workers = record.mode === 'alone' ? null : await workersIn?.(sql);
      const activity = await activityOf(sql, number, now);
      const isDead = (await isAlive?.(sql, record.mode)) === false;
      const underWay = isDead ? activity.underWay.map(() => nothing) : activity.underWay;
      return { ...activity, underWay, workers: workers ?? null, isAbandoned: isDead && record.mode === 'alone' };
    });
  }

  runLog(run: string): Promise<RunLog> {
    return this.seeRun(run, runLogOf);
  }

  countInDoubt(campaigns: readonly string[]): Promise<number> {
    return this.see((sql) => countInDoubt(sql, campaigns));
  }

  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]> {
    return this.see(sentCampaigns);
  }

  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]> {
    return this.see((sql) => lookupKeys(sql, this.#parts.hash, campaign, keys));
  }

  keyHashing(campaign: string): KeyHashing {
    return this.#parts.hashCampaign(campaign);
  }

  lookupInWalk(campaign: string): KeyLookup {
    return lookupInWalk((work) => this.see(work), campaign);
  }

  past(people: readonly (readonly string[])[], since: number): Promise<readonly (readonly PastSend[])[]> {
    const hashes = people.map((person) => hashesOfPerson(this.#parts.hashPerson(person)));
    return this.see((sql) => readPast(sql, hashes, since, { said: this.said, later: this.#parts.later }));
  }

  sentTo(person: readonly string[], since: number): Promise<readonly SentRecord[]> {
    const hashes = hashesOfPerson(this.#parts.hashPerson(person));
    return this.see((sql) => sentRecords(sql, hashes, since, { said: this.said, later: this.#parts.later }));
  }

  sentSince(since: number, lookBack: number): AsyncIterable<readonly ReplayedSend[]> {
    return sentSince((work) => this.see(work), { since, lookBack }, { said: this.said, later: this.#parts.later });
  }

  armsInWalk(campaign: string): ArmLookup {
    return armsInWalk((work) => this.see(work), this.#parts.hashPerson, campaign);
  }

  sentLast(campaign: string): Promise<number | undefined> {
    return this.see((sql) => sentLast(sql, campaign));
  }

  wasSentSince(campaign: string, period: { readonly name: string; readonly begins: number }): Promise<boolean> {
    return this.see((sql) => wasSentSince(sql, campaign, period));
  }

  lists(workspaceId: string): Promise<readonly RememberedList[]> {
    return this.see((sql) => rememberedLists(sql, workspaceId));
  }

  forgotten(): Promise<ForgottenPeople> {
    const { personKey: prefix } = this.#parts;
    return this.see(async (sql) => ({ prefix, ...(await forgottenIn(sql)) }));
  }

  waiting(): Promise<readonly WaitingSends[]> {
    return this.see(waitingIn);
  }

  remembered(campaign: string): Promise<Remembered> {
    return this.see((sql) => rememberedOf(sql, campaign));
  }

  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return this.see((sql) => lookupOutcomes(sql, this.#parts.hash, { run, campaign, keys }));
  }

  lookupGroups(run: string, campaign: string, keys: readonly string[]): Promise<readonly (number | undefined)[]> {
    return this.see((sql) => lookupGroups(sql, this.#parts.hash, { run, campaign, keys }));
  }

  /** Decides whether the help says "begin again" or "resume" when the database fails. */
  protected get phase(): Phase {
    return 'opening';
  }

  /** Reads one consistent view of the ledger. @throws Refusal if the database fails. */
  protected see<Result>(work: SqlWork<Result, In>): Promise<Result> {
    const { database } = this.#parts;
    return explaining(database, this.phase, () => database.read(work));
  }

  /** Reads one consistent view of the ledger, given the number of a run. */
  protected seeRun<Result>(run: string, work: (sql: In, run: number) => Promise<Result>): Promise<Result> {
    return this.see(async (sql) => work(sql, await numberOfRun(sql, run)));
  }
}
