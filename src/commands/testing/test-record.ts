// The record of test sends: a line before a request leaves and one after it, without personal data. The ledger knows nothing of tests.
import { chmod, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, saySystemError } from '../../errors.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import { tryParseJson } from '../../try-parse-json.ts';

/** The path relative to the workspace. */
const recordFile = '.pushplan/tests.ndjson';

/** A line of the record. Times are RFC 3339. */
export interface TestLine {
  readonly test: string;
  readonly at: string;
  readonly environment: string;
  readonly campaign: string;
  readonly row: number;
  /** Names of test recipients in pushplan.yaml. */
  readonly to: readonly string[];
  /** Absent before there are outcomes. */
  readonly outcomes?: readonly string[];
}

/** The line is on disk when this returns. Throws a Refusal (exit 3) if it cannot be written: nothing is sent without a trace. */
export async function noteTest(root: string, line: TestLine): Promise<void> {
  const path = join(root, recordFile);
  try {
    makeFolder(dirname(path), 0o700);
    await using file = await open(path, 'a', 0o600);
    await file.appendFile(`${JSON.stringify(line)}\n`);
    await file.sync();
    await chmod(path, 0o600);
  } catch (cause) {
    const message = `the record of test sends cannot be written to ${recordFile}: ${saySystemError(cause)}`;
    throw new Refusal(exitCodes.invalidInput, [errorAt(undefined, 'PP505', message, 'Make the folder yours.')], {
      cause,
    });
  }
}

/** A warning if the last test of the environment has no outcome: it is under way, or its process died and nobody knows. */
export async function findOpenTest(root: string, environment: string): Promise<readonly Diagnostic[]> {
  const text = await readFile(join(root, recordFile), 'utf8').catch(() => '');
  const last = text
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine)
    .findLast((line) => line?.environment === environment);
  if (last === undefined || last.outcomes !== undefined) return [];
  const message = `the test of ${last.campaign} to ${last.to.join(', ')} at ${last.at} has no outcome: it is under way, or its process ended and it may have arrived`;
  return [warningAt(undefined, 'PP538', message, 'Check the phone. It is not sent again by itself.')];
}

function readLine(text: string): TestLine | undefined {
  const line = tryParseJson(text);
  return isTestLine(line) ? line : undefined;
}

function isTestLine(line: unknown): line is TestLine {
  if (typeof line !== 'object' || line === null) return false;
  return (
    ['test', 'at', 'environment', 'campaign'].every((key) => Object.hasOwn(line, key)) &&
    'to' in line &&
    Array.isArray(line.to)
  );
}
