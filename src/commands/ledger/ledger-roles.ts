// pushplan ledger roles: prints the SQL for who may plan and who may send, on PostgreSQL.
import { exitCodes, refuse, type ExitCode } from '../../errors.ts';
import type { RolesDocument } from '../../generated/roles.ts';
import { safeJson } from '../../view/safe.ts';
import { defineCommand } from '../program/command.ts';
import { findLedgerCase, type LedgerCase } from './ledger-case.ts';

export const ledgerRolesCommand = defineCommand({
  most: 0,
  about: 'Prints the SQL for a role that may only plan and for one that may send, on PostgreSQL. It does not run it.',
  options: {
    'plan-role': { kind: 'text', value: 'NAME', help: 'the role that may only plan; pushplan_plan by default' },
    'apply-role': { kind: 'text', value: 'NAME', help: 'the role that may send; pushplan_apply by default' },
  },
  examples: [{ line: 'pushplan ledger roles --env production', what: 'SQL for psql, as the owner of the tables' }],
  run: async (context, values): Promise<ExitCode> =>
    printRoles(await findLedgerCase(context, values), values['plan-role'], values['apply-role']),
});

async function printRoles(
  { context, engine: { share, shown }, json }: LedgerCase,
  plan = 'pushplan_plan',
  apply = 'pushplan_apply',
): Promise<ExitCode> {
  if (share === undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `the ledger ${shown} is a file, which has no roles`,
      'Everybody who can read and write the file can send. Roles are for a ledger on PostgreSQL: name one in ledger_env.',
    );
  }
  const sql = await share.writeRoles({ plan, apply });
  const document: RolesDocument = { format_version: '1.0', sql, diagnostics: [] };
  context.stdout.write(json ? safeJson(document) : sql);
  return exitCodes.done;
}
