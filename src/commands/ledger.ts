// pushplan ledger: the commands about the ledger itself: check it, move it, update it, and control who may do what with it.
import type { VerbGroup } from './program/command.ts';

export const ledgerVerbs: VerbGroup = {
  verbs: [
    {
      name: 'verify',
      takes: '',
      summary: 'read all of it, and check that it is intact',
      load: async () => (await import('./ledger/ledger-verify.ts')).ledgerVerifyCommand,
    },
    {
      name: 'export',
      takes: 'FILE',
      summary: 'write all of it to a file, to move it or to keep a copy',
      load: async () => (await import('./ledger/ledger-export.ts')).ledgerExportCommand,
    },
    {
      name: 'import',
      takes: 'FILE',
      summary: 'make a ledger from an export, in another place',
      load: async () => (await import('./ledger/ledger-import.ts')).ledgerImportCommand,
    },
    {
      name: 'migrate',
      takes: '',
      summary: 'update it to this version, or to a new host of the API',
      load: async () => (await import('./ledger/ledger-migrate.ts')).ledgerMigrateCommand,
    },
    {
      name: 'roles',
      takes: '',
      summary: 'print SQL for who may plan and who may send',
      load: async () => (await import('./ledger/ledger-roles.ts')).ledgerRolesCommand,
    },
  ],
  examples: [
    { line: 'pushplan ledger verify --env production', what: 'check that it is intact' },
    {
      line: 'pushplan ledger export --close move.ledger --env production',
      what: 'name the new place in pushplan.yaml, then: ledger import move.ledger',
    },
  ],
};
