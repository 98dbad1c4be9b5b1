// Refuses --json beside another format of the result: only one of them can be printed.
import { exitCodes, refuse } from '../../errors.ts';

interface Formats {
  readonly json: boolean;
  readonly format: string | undefined;
}

/** @throws Refusal (PP502, exit 3) */
export function refuseTwoFormats({ json, format = 'json' }: Formats): void {
  if (!json || format === 'json') return;
  const message = `--json and --format ${format} exclude each other`;
  throw refuse(exitCodes.invalidInput, 'PP502', message, 'Leave one of them out.');
}
