// pushplan ledger verify: reads all of the ledger and says whether it is whole.
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import { macOf } from '../../ledger/chunks/chunk-mac.ts';
import { checkRecord } from '../../ledger/moving/record-check.ts';
import { describeCounts, viewLedger, type LedgerCase } from './ledger-case.ts';

export async function verifyLedger(ledgerCase: LedgerCase): Promise<ExitCode> {
  const { shown, answer } = ledgerCase;
  const { head, checked, problems } = await viewLedger(ledgerCase, async (source) => {
    const checked = await checkRecord(source, macOf(source.head, ledgerCase.expected.key));
    return { head: source.head, checked, problems: await source.problems(checked.lastAttempt) };
  });
  const faults = [...problems, ...checked.faults];
  if (faults.length === 0) {
    answer(
      `The ledger ${shown} is whole: ${describeCounts(checked.counts)}; ${head.ledgerId} at serial ${head.serial}.\n`,
    );
    return exitCodes.done;
  }
  const help =
    'Send nothing with it. Put back the newest copy that verify finds whole, or ask for help with what is here.';
  const findings = faults.map((fault) =>
    errorAt(undefined, 'PP344', `The ledger ${shown} does not add up: ${fault}.`, help),
  );
  answer('', findings);
  return exitCodes.blocked;
}
