// Requires the query engine, which is not part of pushplan: users with queries or Parquet files install it.
import { requirePackages } from '../../optional-packages.ts';

/** `what` needs the engine, such as "audiences/vip.sql". @throws Refusal, exit 3, if it is not installed. */
export function requireEngine(what: string): void {
  requirePackages({ what, packages: ['@duckdb/node-api'] });
}
