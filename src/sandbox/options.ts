// The options of a sandbox and their defaults.
import { defaultAssumptions, type Assumptions } from './assumptions.ts';
import { systemClock, type SandboxClock } from './clock.ts';
import type { InjectedFault } from './faults.ts';
import type { SandboxUser } from './users.ts';

/** Milliseconds until an answer. The defaults are from recorded answers of the vendor. */
interface Latency {
  /** If at least one push was sent. */
  readonly sent: number;
  /** If no push was sent. */
  readonly none: number;
  /** The maximum deviation in either direction. */
  readonly jitter: number;
}

/** Shares of invented users, 0 to 1, by the outcome of a notification to them. The others have one device. */
export interface Shares {
  readonly noUserFound: number;
  readonly optOut: number;
  readonly unregistered: number;
}

export interface Settings {
  /** 0 means any free port. */
  readonly port: number;
  /** The users that exist. If undefined, everybody exists, invented from a hash of the identifier. */
  readonly users: readonly SandboxUser[] | undefined;
  readonly shares: Shares;
  /** `any` accepts every key that is not empty. */
  readonly apiKeys: readonly string[] | 'any';
  /** Requests per key in any window of `windowMs`, on each sending path. */
  readonly limit: number;
  /** A separate limit for bodies without an advanced payload; the vendor publishes 10,000. */
  readonly plainLimit: number | undefined;
  readonly messageCenterLimit: number;
  readonly windowMs: number;
  readonly retryAfter: 'always' | 'sometimes' | 'never';
  readonly latency: Latency;
  readonly faults: readonly InjectedFault[];
  /** Determines all random choices: users, faults, order of successes. */
  readonly seed: number;
  /** An NDJSON file with one line per parsed notification, on disk before the answer is sent. */
  readonly log: string | undefined;
  /** Refuses everybody, as the vendor does with an IP address that is not on the account's list. */
  readonly denyIp: boolean;
  /** Whether the account has a push certificate. */
  readonly certificate: boolean;
  /** Pushes per user and UTC day, for notifications with GFC_enabled. */
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
