// pushplan ledger: looks after the ledger itself: is it whole, what moves it, what brings it forward, who may do what with it.
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import { defineCommand } from './command.ts';
import { exportLedger } from './ledger/ledger-export.ts';
import { importLedger } from './ledger/ledger-import.ts';
import { migrateLedger } from './ledger/ledger-migrate.ts';
import { printRoles } from './ledger/ledger-roles.ts';
import { findLedgerCase } from './ledger/ledger-case.ts';
import { verifyLedger } from './ledger/ledger-verify.ts';

/** Each verb with the options that are about it. */
const verbs = {
  verify: [],
  export: ['close'],
  import: ['restore'],
  migrate: ['new-ledger', 'endpoint', 'yes'],
  roles: ['plan-role', 'apply-role'],
} as const;

type Option = (typeof verbs)[keyof typeof verbs][number];

export const ledgerCommand = defineCommand({
  most: 2,
  least: 1,
  about:
    'VERB is one of five. verify reads the whole ledger and says whether it is whole. export writes all of it to FILE, for you alone to read; with --close the ledger sends no more, and FILE is the ledger until import makes one of it in another place: so there are never two. Without --close FILE is a copy to keep, which import takes only with --restore. migrate brings the tables of an older version forward; with --endpoint it gives the ledger of a host that has moved the endpoint of the environment. roles prints the SQL for a role that may only plan and one that may send.',
  options: {
    close: { kind: 'flag', help: 'export: close the ledger for sending, to move it' },
    restore: { kind: 'flag', help: 'import: take a copy, since the ledger itself is gone for good' },
    endpoint: { kind: 'flag', help: 'migrate: the host has moved, the people are the same' },
    yes: { kind: 'flag', help: 'migrate --endpoint: do it without asking, for scripts' },
    'new-ledger': { kind: 'flag', help: 'migrate: make an empty ledger where there is none' },
    'plan-role': { kind: 'text', value: 'NAME', help: 'roles: who may only plan; pushplan_plan when left out' },
    'apply-role': { kind: 'text', value: 'NAME', help: 'roles: who may send; pushplan_apply when left out' },
  },
  examples: [
    { line: 'pushplan ledger verify --env production', what: 'is it whole?' },
    { line: 'pushplan ledger migrate --endpoint --env production', what: 'the host has moved, its people with it' },
    {
      line: 'pushplan ledger export --close move.ledger --env production',
      what: 'then name the new place in pushplan.yaml, and: ledger import move.ledger',
    },
    { line: 'pushplan ledger roles --env production', what: 'SQL for psql, as the owner of the tables' },
  ],
  run: async (context, values, [verb = '', file]): Promise<ExitCode> => {
    checkOperands(verb, file);
    checkOptions(verb, values);
    const ledgerCase = await findLedgerCase(context, values);
    switch (verb) {
      case 'export':
        return exportLedger(ledgerCase, file ?? '', values.close);
      case 'import':
        return importLedger(ledgerCase, file ?? '', values.restore);
      case 'migrate':
        return migrateLedger(ledgerCase, {
          allowNew: values['new-ledger'],
          endpoint: values.endpoint,
          yes: values.yes,
        });
      case 'roles':
        return printRoles(ledgerCase, values['plan-role'], values['apply-role']);
      default:
        return verifyLedger(ledgerCase);
    }
  },
});

function checkOperands(verb: string, file: string | undefined): void {
  if (!Object.hasOwn(verbs, verb)) throw wrong(`ledger does not know ${verb}`);
  const takesFile = verb === 'export' || verb === 'import';
  if (takesFile && file === undefined) throw wrong(`ledger ${verb} needs FILE`);
  if (!takesFile && file !== undefined) throw wrong(`ledger ${verb} takes no ${file}`);
}

/** What is asked for and not done would be taken for done. */
function checkOptions(verb: string, values: Readonly<Record<Option, string | boolean | undefined>>): void {
  for (const [other, options] of Object.entries(verbs)) {
    const stray = options.find((option) => values[option] !== undefined && values[option] !== false);
    if (other !== verb && stray !== undefined) throw wrong(`--${stray} is for ledger ${other}, not for ledger ${verb}`);
  }
}

function wrong(message: string): Refusal {
  const help = `pushplan ledger ${Object.keys(verbs).join('|')}; --help says more.`;
  return refuse(exitCodes.invalidInput, 'PP502', message, help);
}
