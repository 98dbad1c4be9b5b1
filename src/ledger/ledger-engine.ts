// The interface that each database implements to keep ledgers. All code opens ledgers through it.
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
 * An engine is made for each place, from its address, and loads its modules only when a method is called. `read`, `control`, `view` and `migrate`
 * return undefined if there is no ledger. All methods throw a Refusal: exit 4 for a ledger that is not the expected one or must not be used, 9 while
 * another process holds it or a run is under way, 3 for a server that cannot be reached, 1 if the disk fails.
 */
export interface LedgerEngine {
  /** The name shown to people: the file, or the address without its password. */
  readonly shown: string;
  /** Passwords, which must not be printed. */
  readonly secrets: readonly string[];
  /** How to start another ledger beside the one of a rehearsal. */
  readonly another: string;
  /** Whether anything at the place may be a ledger. Refuses if a ledger was there and is gone. */
  isThere(looking: Looking): Promise<boolean>;
  /** Opens the ledger for sending, and holds it until it is closed. */
  open(opening: Opening): Promise<OpenLedger>;
  /** Opens the ledger for reading, also while another process sends. */
  read(looking: Looking): Promise<SeenLedger | undefined>;
  /** Opens the ledger to pause and stop runs, or to send a request outside any run, also while another process holds it. */
  control(looking: Looking & Sending): Promise<RunControl | undefined>;
  /** Reads the whole ledger in one consistent view, also while another process writes. */
  view<Result>(looking: Looking, work: (record: ViewedRecord) => Promise<Result>): Promise<Result | undefined>;
  readonly move: LedgerMove;
  /** Migrates the tables of an older version to the current one. */
  migrate(holding: Holding): Promise<Migrated | undefined>;
  /** Removes the ledger with everything in it. Returns false if there is none. Absent if others may be using the ledger. */
  readonly remove?: (holding: Holding) => Promise<boolean>;
  /** Support for runs that several machines send. Absent if the ledger belongs to one machine. */
  readonly share?: LedgerShare;
}

/** @throws Refusal, exit 3, for a malformed address. */
export type MakeEngine = (address: string, given: Surroundings) => LedgerEngine;

export interface Surroundings {
  /** The folder that relative paths start from. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The environment variable that holds the address. */
  readonly variable: string;
}

export interface Looking extends Expected {
  readonly clock: Clock;
  /** The name of this machine, needed to tell a live holder on it from a dead one. */
  readonly host?: string;
}

export interface Holding extends Looking {
  /** The machine and process that will hold the ledger, for others that find it held. */
  readonly host: string;
  readonly pid: number;
}

export interface Opening extends Holding, Sending {
  /** Whether a new ledger may be created if there is none. */
  readonly create: 'allow' | 'refuse';
  /** Whether to set aside, if the engine can, a rehearsal's ledger that is in the way of a new one. Not done by default. */
  readonly setAside?: 'allow' | undefined;
  readonly random: RandomBytes;
}

/** The limits that the pace is computed from. */
interface Sending {
  readonly requestsPerMinute: number;
  /** Milliseconds after which a request is abandoned and its socket destroyed. */
  readonly requestTimeout: number;
}

export type OpenLedger = Ledger &
  Spool &
  History &
  ActivityLog &
  ListKeeper &
  Forgetter &
  ApprovalKeeper &
  Partial<SharedLedger>;

/** A ledger that workers can reach. Through it, this process takes part in its own runs. */
export interface SharedLedger extends Sharing {
  /** Uses the connections of the ledger, which must stay open. */
  joinFleet(joining: Joining): Promise<Fleet>;
}

export type SeenLedger = Pick<Ledger, Looks> &
  History &
  ActivityLog &
  RequestLog &
  AsyncDisposable & {
    /** The time on the machine that keeps the ledger, in milliseconds since 1970. Undefined if that is this machine. */
    time(): Promise<number | undefined>;
    /** False if this user may not read the secret of the keyed hashes. Then nobody can be looked up. */
    readonly knowsKeys: boolean;
  } & MayBeClosed;

/** A ledger that is opened only for reading may have been moved away and closed. */
type MayBeClosed = Pick<Identity, 'closed'>;

export type ViewedRecord = RecordSource &
  MayBeClosed & {
    /** Problems that the database itself reports. */
    readonly problems: (lastAttempt: number) => Promise<readonly string[]>;
    /** The number of rows that serve to find people (people/claimed-people.ts). */
    readonly countPeople: () => Promise<number>;
  };

interface LedgerMove {
  /**
   * Closes the ledger, which the caller holds, so that nothing is sent from it any more. `serial` is the serial at the time of the export; every end
   * of a run raises it. Refused if the serial has changed since.
   */
  close(holding: Holding, exported: { readonly at: number; readonly serial: number }): Promise<void>;
  /** Creates a ledger from an export, completely or not at all. */
  import(making: Holding & { readonly random: RandomBytes }, file: string): Promise<void>;
  /** Gives the ledger the expected endpoint, if its endpoint is still `from`. */
  giveEndpoint(holding: Holding, from: string): Promise<void>;
}

/** The versions before and after; equal if there was nothing to do. A ledger that had no endpoint gets that of the environment. */
export interface Migrated extends MayBeClosed {
  readonly from: number;
  readonly to: number;
  readonly endpoint: string;
  /** After a migration, the number of requests that were spooled before version 3. 0 if there was nothing to do. */
  readonly unknownPeople: number;
}

export interface LedgerShare {
  /** The ledger must exist. */
  openFleet(joining: Joining & Looking & Sending): Promise<Fleet>;
  /** Creates the queue if there is none, because those who apply may not be allowed to create anything. */
  makeQueue(looking: Looking): Promise<void>;
  /** Returns the SQL that creates two roles: one that may plan and one that may send. @throws Refusal, exit 3, for an invalid role name. */
  writeRoles(roles: { readonly plan: string; readonly apply: string }): Promise<string>;
}

export interface Joining {
  readonly worker: WorkerName;
  /** Called for each background error of the queue. The queue retries by itself. */
  readonly onQueueError: (message: string) => void;
}

export interface WorkerName {
  /** Unique. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
}

/** A shared ledger and its queue, for use by a worker. */
export interface Fleet extends AsyncDisposable {
  readonly ledger: FleetLedger & ActivityLog;
  readonly queue: Queue;
}
