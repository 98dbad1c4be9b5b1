// --allow: what a plan may do although it is otherwise refused.
import { exitCodes, refuse } from '../../errors.ts';
import type { Plan } from '../../generated/plan.ts';

type Allowed = Plan['allowed'];

const known = ['resend', 'list-shrunk', 'tags'] as const satisfies Allowed;

const meanings = {
  resend: 'send again to people whose notification has changed, or who would count as new',
  'list-shrunk': 'accept a list with less than half of its former entries',
  tags: 'accept changed tags that lift a list or a rule of the policy',
} as const satisfies Readonly<Record<(typeof known)[number], string>>;

export const allowOption = {
  kind: 'texts',
  value: 'WHAT',
  help: known.map((word) => `${word}: ${meanings[word]}`).join('; '),
  suggests: known.map((word) => ({ word, about: meanings[word] })),
} as const;

/** Returns each once. Throws a Refusal (exit 3) for what cannot be allowed. */
export function readAllowed(command: string, written: readonly string[]): Allowed {
  return [...new Set(written)].map((what) => {
    const found = known.find((one) => one === what);
    if (found !== undefined) return found;
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      `--allow ${what}: what can be allowed is resend, list-shrunk and tags`,
      `pushplan ${command} --help shows what it takes.`,
    );
  });
}
