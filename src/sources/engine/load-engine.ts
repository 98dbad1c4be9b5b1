// The engine is no part of pushplan: who has queries or Parquet files installs it beside it.
import { createRequire } from 'node:module';
import { refuseWithout } from '../../errors.ts';

const enginePackage = '@duckdb/node-api';

/** `what` needs it: "audiences/vip.sql". Throws a Refusal (exit 3) where it is not installed. */
export function requireEngine(what: string): void {
  try {
    createRequire(import.meta.url).resolve(enginePackage);
  } catch {
    throw refuseWithout({ what, packages: [enginePackage] });
  }
}
