// Checks whether the database of a source accepts a connection. No query is sent.
import type { PostgresSource } from '../../campaign/audience-source.ts';
import { carefulClient } from '../../postgres/careful-client.ts';
import { clientOptionsOf } from '../../postgres/client-options.ts';
import { loadDriver } from '../../postgres/load-driver.ts';
import { bindParams } from '../bind-params.ts';
import type { SourceWorld } from '../source.ts';
import { addressOfSource } from './read-address.ts';
import { explainPostgres } from './explain-postgres.ts';

/** Milliseconds to wait at most, since a person is waiting. */
const patience = 10_000;

/** Throws a Refusal with the reason if the database cannot be reached. */
export async function reachPostgres(setting: PostgresSource, world: Pick<SourceWorld, 'env' | 'hide'>): Promise<void> {
  const address = addressOfSource(setting, world);
  const driver = await loadDriver({ what: `the source ${setting.name}`, packages: ['pg'] });
  const Client = carefulClient(driver, address.channelBinding);
  const options = clientOptionsOf(address);
  const client = new Client({ ...options, connectionTimeoutMillis: patience });
  try {
    await client.connect();
  } catch (error) {
    const { at } = setting;
    throw explainPostgres(error, address.shown, { file: at.file, bound: bindParams('', {}), params: at, setting });
  } finally {
    await client.end().catch(() => {});
  }
}
