// pushplan ledger migrate: updates the tables of an older version, or says that there is nothing to do; creates the queue.
import { exitCodes, Refusal, type ExitCode } from '../../errors.ts';
import type { Migrated } from '../../ledger/ledger-engine.ts';
import { isOfAnotherEndpoint, isRehearsal } from '../../ledger/moving/other-endpoint.ts';
import { confirmEndpoint } from './confirm-endpoint.ts';
import { defineCommand } from '../program/command.ts';
import { findLedgerCase, noLedger, type LedgerCase } from './ledger-case.ts';
import { warnIfClosed } from '../../opening/warn-if-closed.ts';
import { warnOfUnknownPeople } from './unknown-people.ts';
import { lockLedger } from '../../opening/lock-ledger.ts';

export const ledgerMigrateCommand = defineCommand({
  most: 0,
  about: 'Updates the tables of an older version, or says that there is nothing to do.',
  options: {
    endpoint: {
      kind: 'flag',
      help: 'give the ledger the endpoint of the environment: the API has a new host, with the same people',
    },
    yes: { kind: 'flag', help: 'with --endpoint: do it without asking, for scripts' },
    'new-ledger': { kind: 'flag', help: 'make an empty ledger if there is none' },
  },
  examples: [
    { line: 'pushplan ledger migrate --env production', what: 'after an update of pushplan' },
    {
      line: 'pushplan ledger migrate --endpoint --env production',
      what: 'the API has a new host, with the same people',
    },
  ],
  run: async (context, values): Promise<ExitCode> =>
    migrateLedger(await findLedgerCase(context, values), {
      allowNew: values['new-ledger'],
      endpoint: values.endpoint,
      yes: values.yes,
    }),
});

interface MigrateWish {
  /** Create a ledger if there is none. */
  readonly allowNew: boolean;
  /** The host has moved: give the ledger the endpoint of the environment. */
  readonly endpoint: boolean;
  /** Change the endpoint without asking. */
  readonly yes: boolean;
}

async function migrateLedger(ledgerCase: LedgerCase, wish: MigrateWish): Promise<ExitCode> {
  const { context, workspace, environment, engine, holding, answer } = ledgerCase;
  const { shown } = engine;
  const migrated = await engine.migrate(wish.endpoint ? { ...holding, moved: 'allow' } : holding);
  if (migrated === undefined) {
    if (!wish.allowNew) throw noLedger(shown, environment);
    await using made = await lockLedger(context, workspace, environment, { allowNew: true });
    answer(`The ledger ${made.id} was made at ${shown}. Nothing has been sent yet.\n`);
  } else {
    const isOfEndpoint = migrated.endpoint === holding.endpoint;
    if (!isOfEndpoint) await moveEndpoint(ledgerCase, migrated, wish.yes);
    const warned = [...warnOfUnknownPeople(shown, migrated.unknownPeople), ...warnIfClosed(migrated)];
    answer(isOfEndpoint ? describe(shown, migrated) : describeMove(ledgerCase, migrated), warned);
    // A closed ledger sends nothing any more, so it needs no queue.
    if (migrated.closed !== undefined) return exitCodes.done;
  }
  await engine.share?.makeQueue(holding);
  return exitCodes.done;
}

function describeMove({ engine, holding }: LedgerCase, { endpoint }: Migrated): string {
  return `The ledger ${engine.shown} was of ${endpoint}, and is of ${holding.endpoint} now.\n`;
}

function describe(shown: string, { from, to, endpoint }: Migrated): string {
  return from === to
    ? `The ledger ${shown} is of version ${to}, as this pushplan is, and of ${endpoint}: there is nothing to do.\n`
    : `The ledger ${shown} was updated from version ${from} to version ${to}. It is of the endpoint ${endpoint}.\n`;
}

/** Allows only a move from host to host: what a rehearsal was sent says nothing about people, and a ledger of people is no rehearsal. */
async function moveEndpoint(ledgerCase: LedgerCase, { endpoint: has, closed }: Migrated, yes: boolean): Promise<void> {
  if (closed !== undefined) throw new Refusal(exitCodes.blocked, [closed]);
  const { context, engine, holding } = ledgerCase;
  const { environment, endpoint: wanted } = holding;
  if (isRehearsal(has) || isRehearsal(wanted)) {
    throw isOfAnotherEndpoint({
      what: `The ledger ${engine.shown}`,
      environment,
      has,
      wanted,
      another: engine.another,
    });
  }
  await confirmEndpoint(context, has, wanted, yes);
  await engine.move.giveEndpoint(holding, has);
}
