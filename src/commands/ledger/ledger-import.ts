// pushplan ledger import: makes a ledger from an export, in a place where there is none.
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, saySystemError, type ExitCode } from '../../errors.ts';
import { macOf } from '../../ledger/chunks/chunk-mac.ts';
import { readExport } from '../../ledger/moving/export-file.ts';
import { refuseCopy, refuseForeignRecord, refuseSpent } from '../../ledger/moving/move-target.ts';
import { checkRecord, type CheckedRecord } from '../../ledger/moving/record-check.ts';
import type { RecordHead } from '../../ledger/moving/record.ts';
import { defineCommand } from '../program/command.ts';
import { refuseDash } from '../program/parse-arguments.ts';
import { describeCounts, findLedgerCase, type LedgerCase } from './ledger-case.ts';
import { warnOfUnknownPeople } from './unknown-people.ts';

/** The ending of an export that has become a ledger again: importing it a second time would make two ledgers. */
const spent = '.imported';

export const ledgerImportCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Makes a ledger from FILE, written by ledger export --close, in the place that pushplan.yaml names. If there is a ledger already, it has to be empty. Then FILE is renamed, because a second import would make a second ledger.',
  options: {
    restore: {
      kind: 'flag',
      help: 'also accept a backup, if the ledger itself is lost: what was sent after the backup is sent again',
    },
  },
  examples: [{ line: 'pushplan ledger import move.ledger --env production', what: 'the ledger, in its new place' }],
  run: async (context, values, [file = '']): Promise<ExitCode> => {
    refuseDash(file, { name: 'ledger import', value: 'FILE' });
    return importLedger(await findLedgerCase(context, values), file, values.restore);
  },
});

async function importLedger(ledgerCase: LedgerCase, name: string, restore: boolean): Promise<ExitCode> {
  const { context, engine, holding, answer } = ledgerCase;
  const file = resolve(context.cwd, name);
  const { ledgerId, serial, counts, unknownPeople } = await checkExport(ledgerCase, file, name, restore);
  const earlier = restore ? ('allow' as const) : undefined;
  await engine.move.import({ ...holding, earlier, random: (count: number) => context.random.bytes(count) }, file);
  const kept = name.endsWith(spent) ? name : name + spent;
  const unspent = await spend(file, name, resolve(context.cwd, kept));
  answer(
    `${describeCounts(counts)} imported into ${engine.shown}: it is the ledger ${ledgerId} now, at serial ${serial + 1}.\n` +
      (unspent.length === 0 ? `The export is kept as ${kept}; it holds the secret of the keys.\n` : ''),
    [...unspent, ...warnOfUnknownPeople(engine.shown, unknownPeople)],
  );
  return exitCodes.done;
}

/** Checks all that can be known before anything is changed. */
async function checkExport(
  { holding }: LedgerCase,
  file: string,
  name: string,
  restore: boolean,
): Promise<CheckedRecord & Pick<RecordHead, 'ledgerId' | 'serial'>> {
  return readExport(file, async (reading) => {
    refuseForeignRecord(name, reading.head, holding);
    if (!restore && name.endsWith(spent)) throw refuseSpent(name);
    if (!restore && reading.head.kind === 'copy') throw refuseCopy(name);
    const checked = await checkRecord(reading, reading.head.isUnsigned ? undefined : macOf(reading.head, holding.key));
    if (checked.faults.length === 0) return { ...reading.head, ...checked };
    const help = 'Nothing was imported. Export it again, or run pushplan ledger verify where it came from.';
    throw new Refusal(
      exitCodes.blocked,
      checked.faults.map((fault) => errorAt(undefined, 'PP344', `${name} is inconsistent: ${fault}.`, help)),
    );
  });
}

async function spend(file: string, name: string, kept: string): Promise<readonly Diagnostic[]> {
  try {
    await rename(file, kept);
    return [];
  } catch (error) {
    const message = `${name} was imported, but cannot be renamed: ${saySystemError(error)}`;
    const help = 'Move it away: a second import would make a second ledger, which sends everything again.';
    return [warningAt(undefined, 'PP345', message, help)];
  }
}
