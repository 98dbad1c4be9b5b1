// Writes the file of --report: what the API says of each recipient. It is personal data: nobody else may read it, and nothing else keeps it.
import type { ReportRow } from '../../delivery/delivery.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { saySystemError } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { openOutput } from '../../opening/open-output.ts';
import { countOf } from '../../numbers.ts';

export interface Report extends AsyncDisposable {
  /** Never throws: the outcomes are in the ledger, whatever happens to this file. */
  add(rows: readonly ReportRow[]): Promise<void>;
  /** Aborts when the file can no longer be written, with the cause as its reason. */
  readonly failed: AbortSignal;
  /** The finding about what is missing from the file, if anything is. */
  fault(): Diagnostic | undefined;
}

/** Appends NDJSON. Undefined without a path. Throws a Refusal (exit 3), before there is a run, for an unusable file or one of `inputs`. */
export async function openReport(
  context: Context,
  path: string | undefined,
  inputs: readonly string[],
): Promise<Report | undefined> {
  if (path === undefined) return undefined;
  const file = await openOutput(context.cwd, path, {
    what: 'the report',
    append: true,
    isPrivate: true,
    inputs,
    replaces: { kind: 'such a report', isOne: beginsReport },
    lead: 'Nothing was sent.',
    help: 'Choose a file in a folder that you can write to.',
  });
  const failure = new AbortController();
  let missing = 0;
  let cause = '';
  return {
    failed: failure.signal,
    add: async (rows) => {
      try {
        await file.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      } catch (error) {
        missing += rows.length;
        cause = saySystemError(error);
        failure.abort(`the report cannot be written (${cause})`);
      }
    },
    fault: () => (missing === 0 ? undefined : describeFault(path, missing, cause)),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** Recognises the lines that `add` writes. */
function beginsReport(text: string): boolean {
  return /^\{"campaign":"[^"]*","row":\d+,"outcome":\{/v.test(text);
}

function describeFault(path: string, missing: number, cause: string): Diagnostic {
  const message = `the report ${path} lacks ${countOf(missing, 'recipient')}: ${cause}`;
  const help =
    'Their outcomes are in the ledger; what else the API said of them is lost. Free some space before you resume the run.';
  return errorAt(undefined, 'PP505', message, help);
}
