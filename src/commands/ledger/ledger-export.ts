// pushplan ledger export: writes the whole ledger into one file, to move it or to keep a copy.
import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../../errors.ts';
import { writeExport } from '../../ledger/moving/export-file.ts';
import type { RecordCounts } from '../../ledger/moving/record.ts';
import { defineCommand } from '../program/command.ts';
import { refuseDash } from '../program/parse-arguments.ts';
import { describeCounts, findLedgerCase, noLedger, viewLedger, type LedgerCase } from './ledger-case.ts';
import { isLedgerThere, lockLedger } from '../../opening/lock-ledger.ts';
import { warnIfClosed } from '../../opening/warn-if-closed.ts';

export const ledgerExportCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Writes all of the ledger to FILE, which only you can read: it has the secret of the keyed hashes, and the people of runs that were stopped. Without --close, FILE is a backup and the ledger stays in use; import takes such a copy only with --restore.',
  options: {
    close: {
      kind: 'flag',
      help: 'close the ledger to move it: nothing more is sent with it, and FILE is the only copy until it is imported',
    },
  },
  examples: [
    {
      line: 'pushplan ledger export --close move.ledger --env production',
      what: 'name the new place in pushplan.yaml, then: ledger import move.ledger',
    },
  ],
  run: async (context, values, [file = '']): Promise<ExitCode> => {
    refuseDash(file, { name: 'ledger export', value: 'FILE' });
    return exportLedger(await findLedgerCase(context, values), file, values.close);
  },
});

/** The order keeps two ledgers apart: the file is no ledger before the ledger itself is closed. */
async function exportLedger(ledgerCase: LedgerCase, name: string, close: boolean): Promise<ExitCode> {
  const { context, workspace, environment, engine, holding, answer } = ledgerCase;
  const { shown } = engine;
  const file = resolve(context.cwd, name);
  await refuseExisting(file, name);
  if (!close) {
    const { counts, warned } = await write(ledgerCase, { file, kind: 'copy', beforeItCounts: async () => {} });
    answer(
      `${describeCounts(counts)} written to ${name}: a copy of ${shown}, which stays as it is. For you alone to read.\n`,
      warned,
    );
    return exitCodes.done;
  }
  if (!(await isLedgerThere(context, workspace, environment))) throw noLedger(shown, environment);
  await using lock = await lockLedger(context, workspace, environment, { allowNew: false });
  const { counts } = await write(ledgerCase, {
    file,
    kind: 'move',
    beforeItCounts: (serial) => engine.move.close(holding, { at: context.clock.now(), serial }),
  });
  answer(
    `${describeCounts(counts)} written to ${name}, for you alone to read. ${shown} is closed: it sends no more.\n` +
      `${name} is the ledger ${lock.id} now. Name its new place in pushplan.yaml, then: pushplan ledger import ${name} --env ${environment.name}\n`,
  );
  return exitCodes.done;
}

interface Written {
  readonly counts: RecordCounts;
  readonly warned: readonly Diagnostic[];
}

function write(ledgerCase: LedgerCase, order: Parameters<typeof writeExport>[1]): Promise<Written> {
  return viewLedger(ledgerCase, async (source) => ({
    counts: await writeExport(source, order),
    warned: warnIfClosed(source),
  }));
}

/** An existing file may be the only export of a ledger. */
async function refuseExisting(file: string, name: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined);
  if (there === undefined) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP505',
    `${name} is there already, and may be the only export of a ledger`,
    'Choose another name.',
  );
}
