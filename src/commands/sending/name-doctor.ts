// Points to pushplan doctor if the API lets nothing through: it checks all that may be the cause, without sending.
import type { Diagnostic } from '../../diagnostic.ts';

/** The same finding, with the command after its remedy. */
export function nameDoctor(finding: Diagnostic, environment: string): Diagnostic {
  const look = `pushplan doctor --env ${environment} checks key, address and connection without sending.`;
  return { ...finding, help: finding.help === undefined ? look : `${finding.help} ${look}` };
}
