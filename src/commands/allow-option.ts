// --allow: what a plan may do though it is refused otherwise.
import { exitCodes, refuse } from '../errors.ts';
import type { Plan } from '../generated/plan.ts';

type Allowed = Plan['allowed'];

export const allowOption = {
  kind: 'texts',
  value: 'WHAT',
  help: 'resend: send again to people whose notification has changed, or who would count as new',
} as const;

/** Each once. Throws a Refusal (exit 3) for what cannot be allowed. */
export function readAllowed(command: string, written: readonly string[]): Allowed {
  return [...new Set(written)].map((what) => {
    if (what === 'resend') return what;
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `--allow ${what}: the only thing to allow is resend`,
      `pushplan ${command} --help shows what it takes.`,
    );
  });
}
