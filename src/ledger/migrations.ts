// The way from one version of a ledger's tables to the next. There has been one version only, so there is nothing on it yet.

/** `sql` brings a ledger of version `to - 1` to version `to`; it runs in one transaction with all the others. */
export interface Migration {
  readonly to: number;
  readonly sql: string;
}

export const sqliteMigrations: readonly Migration[] = [];

export const postgresMigrations: readonly Migration[] = [];

/** Those that a ledger of that version still needs, in order. Undefined where one is missing on the way. */
export function findWay(migrations: readonly Migration[], from: number, to: number): readonly Migration[] | undefined {
  const way = Array.from({ length: Math.max(0, to - from) }, (_, index) =>
    migrations.find((migration) => migration.to === from + index + 1),
  );
  const found = way.filter((migration) => migration !== undefined);
  return found.length === way.length ? found : undefined;
}
