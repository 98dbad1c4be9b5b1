// Reads the address of a source's database from the variable that the source names.
import type { PostgresSource } from '../../campaign/audience-source.ts';
import { readPostgresAddress, type PostgresAddress } from '../../postgres/postgres-address.ts';
import type { SourceWorld } from '../source.ts';
import { readVariable } from '../source-refusal.ts';

/** Hides the address only if it has a password, so that messages can otherwise show it. Throws a Refusal (exit 3) if it is not an address. */
export function addressOfSource(
  setting: PostgresSource,
  { env, hide }: Pick<SourceWorld, 'env' | 'hide'>,
): PostgresAddress {
  const written = readVariable(setting, setting.addressEnv, { env, hide: () => undefined });
  const address = readPostgresAddress(written, setting.addressEnv, 'PP283');
  if (address.password !== undefined) {
    hide(written);
    hide(address.password);
  }
  return address;
}
