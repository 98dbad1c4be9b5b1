// What the reader may do next: commands and sentences.
import { wrapBehind } from './fit-text.ts';

/** A sentence, which ends with a full stop, is wrapped. A command is not: it has to be copied in one piece. */
export function formatNextSteps(steps: readonly string[], columns: number): string[] {
  return steps.flatMap((step, index) => {
    const prefix = index === 0 ? 'Next: ' : '      ';
    return step.endsWith('.') ? wrapBehind(prefix, step, columns) : [prefix + step];
  });
}
