// Formats what the reader may do next: commands and sentences.
import { wrapBehind, wrapWords } from './fit-text.ts';
import { textWidth } from './text-width.ts';

/** Wraps sentences but not commands, alone or at the end of a sentence, since a command has to be copied in one piece. */
export function formatNextSteps(steps: readonly string[], columns: number): string[] {
  return steps.flatMap((step, index) => wrapStep(index === 0 ? 'Next: ' : '      ', step, columns));
}

function wrapStep(prefix: string, step: string, columns: number): string[] {
  const at = step.search(/(?<=: )pushplan /v);
  if (at === -1) return step.startsWith('pushplan ') ? [prefix + step] : wrapBehind(prefix, step, columns);
  const [sentence, command] = [step.slice(0, at).trimEnd(), step.slice(at)];
  const room = Math.max(textWidth(command), columns - prefix.length);
  const [first = '', ...rest] = wrapWords([...sentence.split(' '), command], room);
  return [prefix + first, ...rest.map((line) => ' '.repeat(prefix.length) + line)];
}
