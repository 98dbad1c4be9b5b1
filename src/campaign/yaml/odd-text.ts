// Finds unquoted text that YAML accepts but the author meant otherwise: curly quotes, half a pair of quotes, dashes without a space.
import type { YamlProblem } from './yaml-problem.ts';

/** `source` is the unquoted text at `offset`, with its lines joined by spaces. */
export function checkPlainText(source: string, offset: number): readonly YamlProblem[] {
  const first = source[0] ?? '';
  const last = source.at(-1) ?? '';
  if (/[“”„‘’‚]/v.test(first) && /["'“”‘’]/v.test(last)) {
    const message = `YAML reads ${first} and ${last} as a part of the text`;
    const meant = /["']/v.test(last)
      ? ''
      : ` If the curly ones are meant, put straight ones around them: "${first}...${last}".`;
    return [{ offset, code: 'PP107', message, help: `Write straight quotes: "...".${meant}` }];
  }
  // 24" is a length.
  if (last === '"' && !/\d"$/v.test(source) && source.split('"').length % 2 === 0) {
    const message = 'YAML reads the " at the end as a part of the text';
    const help = 'Write one before the text too, or remove this one.';
    return [{ offset: offset + source.length - 1, code: 'PP107', message, help }];
  }
  if (/^-\p{L}\S*(?: -\S+)+$/v.test(source)) {
    const message = 'YAML reads this as one text, not as a list: a space is missing after each -';
    return [{ offset: offset + 1, code: 'PP107', message, help: 'Write the entries of a list as "- one".' }];
  }
  return [];
}
