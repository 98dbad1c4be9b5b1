// The users of the sandbox: a table, or everybody, and how the identifiers of a notification find one of them.
import type { Assumptions } from './assumptions.ts';
import { tokenOf } from './chance.ts';
import type { SandboxReason } from './reasons.ts';
import type { Shares } from './options.ts';
import { inventPerson } from './synthesis.ts';

type Platform = 'ios' | 'android';

interface SandboxDevice {
  readonly platform: Platform;
  readonly uninstalled?: boolean | undefined;
  /** False if this device's platform has no certificate. */
  readonly certificate?: boolean | undefined;
}

/** One entry of a users file. The first device that is not uninstalled counts as the one that was used last. */
export interface SandboxUser {
  readonly email?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly uuid?: string | undefined;
  readonly custom?: Readonly<Record<string, string>> | undefined;
  readonly opted_out?: boolean | undefined;
  /** The reason with which every push to this user is refused, whatever the devices. */
  readonly refused?: SandboxReason | undefined;
  /** Absent: one device on Android. An empty list: the app is not installed anywhere. */
  readonly devices?: readonly SandboxDevice[] | undefined;
  /** The attributes that report_attributes can request, with or without the `INSIDER.` prefix. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

export interface Device extends SandboxDevice {
  readonly token: string;
}

export interface Person {
  readonly id: string;
  /** Every identity of this person: `email:ada@example.com`, `custom.crm_id:17`. */
  readonly keys: readonly string[];
  readonly optedOut: boolean;
  readonly refused?: SandboxReason | undefined;
  readonly devices: readonly Device[];
  readonly attributes: ReadonlyMap<string, unknown>;
}

/** Identifiers as sent: custom ones are in the object `INSIDER.custom`, all others are strings. `INSIDER.custom.NAME` identifies nobody. */
export type Identifiers = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export type FindPerson = (identifiers: Identifiers) => Person | undefined;

/** Identities are compared as sent, character by character: no page says that the API does otherwise. Undefined if it identifies nobody. */
export function identityKey(name: string, value: string): string | undefined {
  return value === '' ? undefined : `${name}:${value}`;
}

/** Returns the identities that a notification names, in the order sent. Identifiers that the API does not know are ignored. */
function identityKeys(identifiers: Identifiers, assumptions: Assumptions): string[] {
  return Object.entries(identifiers).flatMap(([sent, value]) => {
    const prefixed = sent.startsWith('INSIDER.');
    if (!prefixed && !assumptions.unprefixedIdentifiers) return [];
    const name = prefixed ? sent.slice('INSIDER.'.length) : sent;
    const pairs: (readonly [string, string])[] =
      typeof value === 'string' ? [[name, value]] : Object.entries(value).map(([key, text]) => [`custom.${key}`, text]);
    const known = typeof value === 'string' ? /^(?:email|phone_number|uuid)$/u : /^custom\..+$/su;
    return pairs.flatMap(([key, text]) => (known.test(key) ? (identityKey(key, text) ?? []) : []));
  });
}

function personOf(user: SandboxUser, index: number, seed: number): Person {
  const named: [string, string | undefined][] = [
    ['uuid', user.uuid],
    ['email', user.email],
    ['phone_number', user.phone_number],
  ];
  const custom = Object.entries(user.custom ?? {}).map(([key, value]): [string, string] => [`custom.${key}`, value]);
  const given = Object.entries(user.attributes ?? {}).map(([key, value]): [string, unknown] => [
    key.startsWith('INSIDER.') ? key : `INSIDER.${key}`,
    value,
  ]);
  return {
    id: `user ${index}`,
    keys: [...named, ...custom].flatMap(([name, value]) => identityKey(name, value ?? '') ?? []),
    optedOut: user.opted_out === true,
    refused: user.refused,
    devices: (user.devices ?? [{ platform: 'android' }]).map((device, at) => ({
      ...device,
      token: tokenOf(seed, index, at),
    })),
    attributes: new Map<string, unknown>([
      ...[...named, ...custom].map(([name, value]): [string, unknown] => [`INSIDER.${name}`, value]),
      ...given,
    ]),
  };
}

/** Returns the function that finds a person. With a table, the first identity in it wins; without one, a person is invented from the identifiers. */
export function peopleOf(
  users: readonly SandboxUser[] | undefined,
  seed: number,
  shares: Shares,
  assumptions: Assumptions,
): FindPerson {
  if (users === undefined) {
    return (identifiers) => inventPerson(identifiers, identityKeys(identifiers, assumptions), seed, shares);
  }
  const table = new Map(
    users.flatMap((user, index) => {
      const person = personOf(user, index, seed);
      return person.keys.map((key): [string, Person] => [key, person]);
    }),
  );
  return (identifiers) =>
    identityKeys(identifiers, assumptions)
      .map((key) => table.get(key))
      .find((person) => person !== undefined);
}
