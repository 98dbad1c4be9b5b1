// The driver's options for an address.
import type pg from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

export function clientOptionsOf(address: PostgresAddress): pg.ClientConfig {
  const { host, port, database, user, password, tls, keepAliveDelay, channelBinding } = address;
  return {
    host,
    port,
    database,
    user,
    ...(password === undefined ? {} : { password }),
    ssl: tls,
    enableChannelBinding: channelBinding !== 'disable',
    connectionTimeoutMillis: address.connectTimeout,
    keepAlive: keepAliveDelay !== false,
    keepAliveInitialDelayMillis: keepAliveDelay || 0,
    application_name: address.applicationName,
  };
}
