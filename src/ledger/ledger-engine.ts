// What a database does to keep ledgers: the one way to open them.
import type { ApprovalKeeper } from '../delivery/approvals.ts';
import type { Clock } from '../delivery/clock.ts';
import type { FleetLedger, Sharing } from '../delivery/jobs/fleet-ledger.ts';
import type { Forgetter } from '../delivery/forgetting.ts';
import type { Ledger } from '../delivery/ledger.ts';
import type { ListKeeper } from '../delivery/people-lists.ts';
import type { Queue } from '../delivery/jobs/queue.ts';
import type { RequestLog } from '../delivery/request-figures.ts';
import type { ActivityLog } from '../delivery/run-activity.ts';
import type { RunControl } from '../delivery/run-control.ts';
import type { Spool } from '../delivery/spool.ts';
import type { History } from '../plan/history.ts';
import type { Expected, Identity } from './identity.ts';
import type { Looks } from './ledger-view.ts';
import type { RecordSource } from './moving/record.ts';
import type { RandomBytes } from './random-text.ts';

/**
 * One of these is made for each place, from its address, and loads what it needs when it is asked. `read`, `control`, `view` and
 * `migrate` give undefined where there is no ledger. All throw a Refusal: exit 4 for a ledger that is not the expected one or not to
 * be used, 9 while another process holds it or a run is under way, 3 for a server that cannot be asked, 1 when the disk fails.
 */
export interface LedgerEngine {
  /** For people: the file, or the address without its password. */
  readonly shown: string;
  /** Passwords, which must not be printed. */
  readonly secrets: readonly string[];
  /** How to begin another ledger beside that of a rehearsal. */
  readonly another: string;
  /** Whether anything is there that may be a ledger. One that was there and is gone is refused. */
  isThere(looking: Looking): Promise<boolean>;
  /** For sending: held for as long as it is open. */
  open(opening: Opening): Promise<OpenLedger>;
  /** For looking, also while somebody sends. */
  read(looking: Looking): Promise<SeenLedger | undefined>;
  /** For pausing and stopping runs and for a request of no run, also while another process holds it. */
  control(looking: Looking & Sending): Promise<RunControl | undefined>;
  /** All of it in one view, also while another process writes. */
  view<Result>(looking: Looking, work: (record: ViewedRecord) => Promise<Result>): Promise<Result | undefined>;
  readonly move: LedgerMove;
  /** Brings the tables of an older version forward. */
  migrate(holding: Holding): Promise<Migrated | undefined>;
  /** Removes the ledger with all that it knows; false where there is none. Absent where others may use it. */
  readonly remove?: (holding: Holding) => Promise<boolean>;
  /** For runs that several machines send: absent where a ledger is of one machine. */
  readonly share?: LedgerShare;
}

/** @throws Refusal, exit 3, for an address that is wrong. */
export type MakeEngine = (address: string, given: Surroundings) => LedgerEngine;

export interface Surroundings {
  /** The folder that relative paths are relative to. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The variable that the address stands in. */
  readonly variable: string;
}

export interface Looking extends Expected {
  readonly clock: Clock;
  /** The name of this machine, where a holder on it is to be told from one that has died. */
  readonly host?: string;
}

export interface Holding extends Looking {
  /** Who holds the ledger from now on, for others that find it taken. */
  readonly host: string;
  readonly pid: number;
}

export interface Opening extends Holding, Sending {
  /** Whether a ledger may be made where there is none. */
  readonly create: 'allow' | 'refuse';
  /** Whether a ledger of a rehearsal that is in the way of a new one is put aside, where that can be. Refused when absent. */
  readonly setAside?: 'allow' | undefined;
  readonly random: RandomBytes;
}

/** What the pace is made of. */
interface Sending {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is given up and its socket destroyed. */
  readonly requestTimeout: number;
}

export type OpenLedger = Ledger & Spool & History & ListKeeper & Forgetter & ApprovalKeeper & Partial<SharedLedger>;

/** One that workers can reach: from it this process takes part in its own runs. */
export interface SharedLedger extends Sharing {
  /** Over the connections of the ledger, which has to stay open. */
  joinFleet(joining: Joining): Promise<Fleet>;
}

export type SeenLedger = Pick<Ledger, Looks> &
  History &
  ActivityLog &
  RequestLog &
  AsyncDisposable & {
    /** By the clock of the machine that keeps it, milliseconds since 1970; undefined where that is this one. */
    time(): Promise<number | undefined>;
    /** False where the secret of the keyed hashes is kept from this user: then nobody can be looked up. */
    readonly knowsKeys: boolean;
  } & MayBeClosed;

/** What is only looked at may be a ledger that was moved away. */
type MayBeClosed = Pick<Identity, 'closed'>;

export type ViewedRecord = RecordSource &
  MayBeClosed & {
    /** What the database itself finds wrong. */
    readonly problems: (lastAttempt: number) => Promise<readonly string[]>;
    /** Rows that find people (people/claimed-people.ts). */
    readonly countPeople: () => Promise<number>;
  };

interface LedgerMove {
  /**
   * Sends no more from now on; the caller holds it. `serial` is the one at which it was exported: every end of a run raises it.
   * Refused where that is another one by now.
   */
  close(holding: Holding, exported: { readonly at: number; readonly serial: number }): Promise<void>;
  /** Makes a ledger of an export, all of it or nothing. */
  import(making: Holding & { readonly random: RandomBytes }, file: string): Promise<void>;
  /** Gives it the expected endpoint, where it still has the one that it was found to have. */
  giveEndpoint(holding: Holding, from: string): Promise<void>;
}

/** From which version to which; the same when there was nothing to do. A ledger that knew no endpoint has that of the environment. */
export interface Migrated extends MayBeClosed {
  readonly from: number;
  readonly to: number;
  readonly endpoint: string;
  /** After a migration, how many requests were spooled before version 3; 0 when there was nothing to do. */
  readonly unknownPeople: number;
}

export interface LedgerShare {
  /** The ledger has to be there. */
  openFleet(joining: Joining & Looking & Sending): Promise<Fleet>;
  /** Makes the queue where there is none: those who apply may own nothing. */
  makeQueue(looking: Looking): Promise<void>;
  /** The SQL that makes two roles, one that may plan and one that may send. @throws Refusal, exit 3, for what is no name of a role. */
  writeRoles(roles: { readonly plan: string; readonly apply: string }): Promise<string>;
}

export interface Joining {
  readonly worker: WorkerName;
  /** What goes wrong with the queue in the background; it is tried again by itself. */
  readonly onQueueError: (message: string) => void;
}

export interface WorkerName {
  /** Nothing else has it. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
}

/** A shared ledger and its queue, as a worker uses them. */
export interface Fleet extends AsyncDisposable {
  readonly ledger: FleetLedger & ActivityLog;
  readonly queue: Queue;
}
