// The engine is no part of pushplan: who has queries or Parquet files installs it beside it.
import { requirePackages } from '../../optional-packages.ts';

/** `what` needs it: "audiences/vip.sql". @throws Refusal, exit 3, where it is not installed. */
export function requireEngine(what: string): void {
  requirePackages({ what, packages: ['@duckdb/node-api'] });
}
