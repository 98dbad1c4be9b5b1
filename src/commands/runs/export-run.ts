// Writes the recipients of status --export: to a file that nobody else can read, or to the terminal of somebody who asked for that.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse, saySystemError, type Refusal } from '../../errors.ts';
import { countOf, formatCount } from '../../numbers.ts';
import type { Context } from '../../opening/context.ts';
import type { RecipientExport } from './export-recipients.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { beginsExport } from '../../view/export-text.ts';
import { openOutput } from '../../opening/open-output.ts';
import { saySentence } from '../../opening/say-sentence.ts';

export const exportOptions = {
  export: {
    kind: 'choice',
    choices: ['accepted', 'refused', 'rejected', 'in_doubt', 'not_sent'],
    help: 'write the recipients with this outcome, and the columns of their audience',
  },
  format: { kind: 'choice', choices: ['csv', 'ndjson'], help: 'format of what --export writes; csv by default' },
  out: {
    kind: 'text',
    value: 'FILE',
    help: 'file that --export writes; personal data, mode 0600',
    dash: 'Leave --out out: on a terminal, --show-pii prints them.',
  },
  'show-pii': { kind: 'flag', help: 'let --export print personal data, on a terminal only' },
} as const;

export interface ExportWishes {
  readonly export: RecipientExport['bucket'] | undefined;
  readonly format: RecipientExport['format'] | undefined;
  readonly out: string | undefined;
  readonly 'show-pii': boolean;
}

/** Throws a Refusal (exit 3) for options that do not go together, before anything is read. */
export function checkExport({ stdout }: Context, run: string | undefined, values: ExportWishes): void {
  const { format, out, 'show-pii': isShown } = values;
  if (values.export === undefined) {
    if (format !== undefined || out !== undefined || isShown)
      throw wrong('--format, --out and --show-pii go with --export');
    return;
  }
  if (run === undefined) throw wrong('--export needs a RUN', 'pushplan status lists the runs.');
  if (out !== undefined) return;
  const help = 'Write them to a file that only you can read: --out FILE.';
  if (!isShown) throw wrong('--export writes personal data, and there is no --out FILE for it', help);
  if (!stdout.isTerminal) throw wrong('--show-pii is for a terminal, and this is not one', help);
}

/** Returns the findings about what was written. */
export async function exportRun(
  context: Context,
  ledger: SeenLedger,
  order: RecipientExport,
  out: string | undefined,
): Promise<readonly Diagnostic[]> {
  const { stdout, stderr } = context;
  const { exportRecipients } = await import('./export-recipients.ts');
  const count =
    out === undefined
      ? await exportRecipients(context, ledger, order, async () => async (text) => {
          stdout.write(text);
          await stdout.drained();
        })
      : await exportToFile(context, ledger, order, out);
  const { record, bucket } = order;
  if (out !== undefined)
    saySentence(stderr, `${countOf(count, 'recipient')} (${bucket}) written to ${out}, for you alone to read.`);
  const totals = await ledger.totals(record.id);
  const there = totals.reduce((sum, { buckets }) => sum + buckets[bucket], 0);
  if (there === count) return [];
  const message = `${formatCount(count)} of the ${formatCount(there)} that the run has as ${bucket} are in the audiences as they are now`;
  const help = 'The ledger keeps no people. Take the campaigns and audiences from the commit that was sent.';
  return [warningAt(undefined, 'PP507', message, help)];
}

async function exportToFile(
  context: Context,
  ledger: SeenLedger,
  order: RecipientExport,
  out: string,
): Promise<number> {
  await using held = new AsyncDisposableStack();
  const { exportRecipients } = await import('./export-recipients.ts');
  // Awaited here, since the file is closed when this function returns.
  return await exportRecipients(context, ledger, order, async (inputs) => {
    const file = held.use(
      await openOutput(context.cwd, out, {
        what: 'the export',
        append: false,
        isPrivate: true,
        inputs,
        replaces: { kind: 'an export of recipients', isOne: beginsExport },
        help: 'Choose a file in a folder that you can write to.',
      }),
    );
    return (text) => file.appendFile(text).catch((error: unknown) => refuseFull(out, error));
  });
}

function refuseFull(out: string, error: unknown): never {
  throw refuse(
    exitCodes.invalidInput,
    'PP505',
    `the export cannot be written to ${out}: ${saySystemError(error)}`,
    'Check whether the disk is full. Then run this command again.',
  );
}

function wrong(message: string, help = 'pushplan status --help shows how.'): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, help);
}
