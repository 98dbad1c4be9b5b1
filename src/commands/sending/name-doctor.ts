// What helps where the API lets nothing through: a look at all that may be the cause, without sending.
import type { Diagnostic } from '../../diagnostic.ts';

/** The same finding, with the command behind its remedy. */
export function nameDoctor(finding: Diagnostic, environment: string): Diagnostic {
  const look = `pushplan doctor --env ${environment} checks key, address and connection without sending.`;
  return { ...finding, help: finding.help === undefined ? look : `${finding.help} ${look}` };
}
