// The engine for ledgers on a PostgreSQL server, each in a schema of its own, for any number of machines.
import type { LedgerEngine, MakeEngine } from '../ledger-engine.ts';
import { anotherSchema, readPostgresAddress } from '../../postgres/postgres-address.ts';

/** Handles `postgres://USER:PASSWORD@HOST/DATABASE`. If there is no password, the driver uses PGPASSWORD. */
export const postgresEngine: MakeEngine = (text, { variable, env }): LedgerEngine => {
  const address = readPostgresAddress(text, variable);
  const { shown } = address;
  return {
    shown,
    secrets: [address.password, env['PGPASSWORD']].filter((secret) => secret !== undefined),
    another: anotherSchema,
    isThere: async (looking) => {
      await using ledger = await (await import('./open-postgres.ts')).readPostgres({ ...looking, address });
      return ledger !== undefined;
    },
    open: async (opening) => (await import('./open-postgres.ts')).openPostgres({ ...opening, address }),
    read: async (looking) => (await import('./open-postgres.ts')).readPostgres({ ...looking, address }),
    control: async (looking) => (await import('./open-postgres.ts')).controlPostgres({ ...looking, address }),
    view: async (looking, work) => (await import('./move-postgres.ts')).viewPostgres({ ...looking, address }, work),
    move: {
      close: async (holding, exported) =>
        (await import('./move-postgres.ts')).closePostgres({ ...holding, address }, exported),
      import: async (making, file) =>
        (await import('./move-postgres.ts')).importIntoPostgres({ ...making, address }, file),
      giveEndpoint: async (holding, from) =>
        (await import('./migrate-postgres.ts')).movePostgresEndpoint({ ...holding, address }, from),
    },
    migrate: async (holding) => (await import('./migrate-postgres.ts')).migratePostgres({ ...holding, address }),
    share: {
      openFleet: async (joining) => (await import('./open-fleet.ts')).openFleet({ ...joining, address }),
      makeQueue: async (looking) => (await import('./open-queue.ts')).makeQueue({ ...looking, address }),
      writeRoles: async (roles) => (await import('./roles.ts')).writeRoles({ ...roles, schema: address.schema }),
    },
  };
};
