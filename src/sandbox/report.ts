// The 200 answer: the devices that were reached, with the requested attributes, and the refused notifications by reason.
import { shuffle } from './chance.ts';
import type { Assumptions } from './assumptions.ts';
import type { Sent } from './send.ts';
import type { Device, Identifiers, Person } from './users.ts';

type Success = Readonly<Record<string, unknown>>;

export interface SendReport {
  readonly successes: readonly Success[];
  readonly errors: Readonly<Record<string, readonly Identifiers[]>>;
}

function attributeOf(name: string, person: Person, device: Device, assumptions: Assumptions): unknown {
  if (name === 'INSIDER.device_token') return device.token;
  if (name === 'INSIDER.platform') return device.platform;
  if (name === 'INSIDER.uuid' && !assumptions.echoUuid) return null;
  return person.attributes.get(name) ?? null;
}

/** Returns the requested attributes in alphabetical order, null for unknown ones; if none was requested, only the device token. */
function successOf(person: Person, device: Device, asked: readonly string[], assumptions: Assumptions): Success {
  const names = asked.length === 0 ? ['INSIDER.device_token'] : [...new Set(asked)].toSorted();
  return Object.fromEntries(names.map((name) => [name, attributeOf(name, person, device, assumptions)]));
}

/** Successes are in random order; errors contain the identifiers as they were sent. */
export function reportSends(
  sends: readonly Sent[],
  asked: readonly string[],
  assumptions: Assumptions,
  seed: number,
  request: number,
): SendReport {
  const successes = sends.flatMap(({ reached }) =>
    reached.map(({ person, device }) => successOf(person, device, asked, assumptions)),
  );
  const errors = new Map<string, Identifiers[]>();
  for (const { reason, notification } of sends) {
    if (reason !== undefined) errors.set(reason, [...(errors.get(reason) ?? []), notification.identifiers ?? {}]);
  }
  return { successes: shuffle(successes, seed, request), errors: Object.fromEntries(errors) };
}
