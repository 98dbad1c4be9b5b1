// Invents users: a hash of the identifier decides whether a user exists and what the outcome of a push is.
import { chanceOf, tokenOf } from './chance.ts';
import type { Shares } from './options.ts';
import type { Device, Identifiers, Person } from './users.ts';

/** The same identifier with the same seed is always the same person with the same outcome. Undefined if nobody has it. */
export function inventPerson(
  identifiers: Identifiers,
  keys: readonly string[],
  seed: number,
  shares: Shares,
): Person | undefined {
  const id = keys.toSorted()[0];
  if (id === undefined) return undefined;
  const fate = chanceOf(seed, 'fate', id);
  const optsOut = shares.noUserFound + shares.optOut;
  if (fate < shares.noUserFound) return undefined;
  const device: Device = {
    platform: chanceOf(seed, 'platform', id) < 0.5 ? 'ios' : 'android',
    token: tokenOf(seed, 'device', id),
    uninstalled: fate >= optsOut && fate < optsOut + shares.unregistered,
  };
  return {
    id,
    keys,
    optedOut: fate < optsOut,
    devices: [device],
    attributes: new Map<string, unknown>(
      Object.entries(identifiers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string'
          ? [[name, value]]
          : Object.entries(value).map(([key, text]) => [`${name}.${key}`, text]),
      ),
    ),
  };
}
