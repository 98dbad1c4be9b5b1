// What a sandbox can be started with, and what it does when nothing is said.
import { defaultAssumptions, type Assumptions } from './assumptions.ts';
import { systemClock, type SandboxClock } from './clock.ts';
import type { InjectedFault } from './faults.ts';
import type { SandboxUser } from './users.ts';

/** Milliseconds until an answer. The defaults are recorded answers of the vendor. */
interface Latency {
  /** When at least one push went out. */
  readonly sent: number;
  /** When none did. */
  readonly none: number;
  /** Up to so much more or less. */
  readonly jitter: number;
}

/** Shares of invented users, 0 to 1, by what becomes of a notification to them. The rest have one device. */
export interface Shares {
  readonly noUserFound: number;
  readonly optOut: number;
  readonly unregistered: number;
}

export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  /** The users that exist; if undefined, everybody does, invented from a hash of the identifier. */
  readonly users: readonly SandboxUser[] | undefined;
  readonly shares: Shares;
  /** `any`: every key that is not empty. */
  readonly apiKeys: readonly string[] | 'any';
  /** Requests in any window of `windowMs` and per key, on each sending path. */
  readonly limit: number;
  /** Another limit for bodies without an advanced payload, counted apart; the vendor publishes 10,000. */
  readonly plainLimit: number | undefined;
  readonly messageCenterLimit: number;
  readonly windowMs: number;
  readonly retryAfter: 'always' | 'sometimes' | 'never';
  readonly latency: Latency;
  readonly faults: readonly InjectedFault[];
  /** Decides all chance: users, faults, order of successes. */
  readonly seed: number;
  /** NDJSON file; one line per parsed notification, on disk before the answer leaves. */
  readonly log: string | undefined;
  /** Refuse everybody, as the vendor does with an IP that is not on the account's list. */
  readonly denyIp: boolean;
  /** Whether the account has a push certificate. */
  readonly certificate: boolean;
  /** Pushes per user and UTC day when GFC_enabled. */
  readonly frequencyCap: number;
  readonly assumptions: Assumptions;
  readonly clock: SandboxClock;
}

export type SandboxOptions = { readonly [K in keyof Omit<Settings, 'assumptions'>]?: Settings[K] | undefined } & {
  readonly assumptions?: Partial<Assumptions> | undefined;
};

const defaults: Settings = {
  port: 0,
  users: undefined,
  shares: { noUserFound: 0.02, optOut: 0.04, unregistered: 0.01 },
  apiKeys: 'any',
  limit: 1000,
  plainLimit: undefined,
  messageCenterLimit: 5000,
  windowMs: 60_000,
  retryAfter: 'sometimes',
  latency: { sent: 185, none: 15, jitter: 5 },
  faults: [],
  seed: 1,
  log: undefined,
  denyIp: false,
  certificate: true,
  frequencyCap: Number.POSITIVE_INFINITY,
  assumptions: defaultAssumptions,
  clock: systemClock,
};

export function settingsOf(options: SandboxOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...defaults, ...given, assumptions: { ...defaultAssumptions, ...options.assumptions } };
}
