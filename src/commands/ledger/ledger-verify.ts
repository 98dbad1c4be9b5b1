// pushplan ledger verify: reads the whole ledger and says whether it is intact.
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import { macOf } from '../../ledger/chunks/chunk-mac.ts';
import type { ViewedRecord } from '../../ledger/ledger-engine.ts';
import { checkRecord, type CheckedRecord } from '../../ledger/moving/record-check.ts';
import { countOf } from '../../numbers.ts';
import { defineCommand } from '../program/command.ts';
import { describeCounts, findLedgerCase, viewLedger, type LedgerCase } from './ledger-case.ts';
import { warnIfClosed } from '../../opening/warn-if-closed.ts';
import { warnOfUnknownPeople } from './unknown-people.ts';

export const ledgerVerifyCommand = defineCommand({
  most: 0,
  about:
    'If something is inconsistent, it says what, and exits with 4. It writes nothing, so it can run while the ledger is in use.',
  options: {},
  examples: [{ line: 'pushplan ledger verify --env production', what: 'check that it is intact' }],
  run: async (context, values): Promise<ExitCode> => verifyLedger(await findLedgerCase(context, values)),
});

/** Finds people whom caps would miss, or take for somebody else. */
async function findLostPeople(
  source: Pick<ViewedRecord, 'countPeople'>,
  { people }: Pick<CheckedRecord, 'people'>,
): Promise<readonly string[]> {
  const found = await source.countPeople();
  return found === people ? [] : [`it finds people by ${countOf(found, 'row')}, and its attempts have ${people}`];
}

async function verifyLedger(ledgerCase: LedgerCase): Promise<ExitCode> {
  const { answer } = ledgerCase;
  const { shown } = ledgerCase.engine;
  const { head, checked, problems, warned } = await viewLedger(ledgerCase, async (source) => {
    const checked = await checkRecord(source, macOf(source.head, ledgerCase.holding.key));
    const problems = [...(await source.problems(checked.lastAttempt)), ...(await findLostPeople(source, checked))];
    const warned = [...warnOfUnknownPeople(shown, checked.unknownPeople), ...warnIfClosed(source)];
    return { head: source.head, checked, problems, warned };
  });
  const faults = [...problems, ...checked.faults];
  if (faults.length === 0) {
    answer(
      `The ledger ${shown} is intact: ${describeCounts(checked.counts)}; ${head.ledgerId} at serial ${head.serial}.\n`,
      warned,
    );
    return exitCodes.done;
  }
  const help =
    'Send nothing with it. Put back the newest copy that verify finds intact, or ask for help with this one.';
  const findings = faults.map((fault) =>
    errorAt(undefined, 'PP344', `The ledger ${shown} is inconsistent: ${fault}.`, help),
  );
  answer('', [...findings, ...warned]);
  return exitCodes.blocked;
}
