// Puts a labelled step before every await, around every commit and before every file write of a source text: places where a test
// can kill the process.

/** Matches an `await` and the code in front of it, if a step can be inserted between them without changing the meaning. */
const awaits =
  /(?<before>^\s*|(?:[\(\[\{,;?:\)]|(?<![=!<>])=|=>|&&|\|\||\b(?:return|throw|of))\s+|[\(\[\{])(?<word>await)\b(?!\s+using\b)(?<what>[ \w.#]*)/gmv;
const loops = /^(?<before>\s*)(?<word>for await)\b/gmv;
const transactions = /^(?<before>\s*)(?<word>(?:[\w#]+\.)+of\('(?<verb>BEGIN|COMMIT)\b[^']*'\)\.run\(\))/gmv;

/** Calls that change files without SQLite. */
const writes = /^(?<before>\s*)(?<word>fs\.(?:append|fsync|ftruncate|link|open|rename|rm|unlink|write)\w*Sync\()/gmv;

/** The name of the global function that steps call. The function returns true. */
export const stepFunction = 'pushplanStep';

export interface Marked {
  readonly text: string;
  /** Labels such as `delivery/attempt.ts:38 await ledger.settle`, in the order of the text. */
  readonly labels: readonly string[];
}

/** `file` is the beginning of each label. Line numbers do not change. */
export function markSteps(source: string, file: string): Marked {
  const labels: string[] = [];
  const call = (place: string): string => {
    labels.push(place);
    return `${stepFunction}(${JSON.stringify(place)})`;
  };
  const lines = source.split('\n').map((line, index) => {
    if (isComment(line)) return line;
    const place = `${file}:${index + 1}`;
    return line
      .replaceAll(transactions, (_all, before: string, word: string, verb: string) => {
        const first = `${before}${call(`${place} before ${verb}`)} && ${word}`;
        return verb === 'COMMIT' ? `${first}, ${call(`${place} after COMMIT`)}` : first;
      })
      .replaceAll(writes, (_all, before: string, word: string) => {
        return `${before}${call(`${place} before a write`)} && ${word}`;
      })
      .replaceAll(loops, (_all, before: string, word: string) => `${before}${call(`${place} ${word}`)}; ${word}`)
      .replaceAll(awaits, (_all, before: string, word: string, what: string) => {
        return `${before}${call(`${place} ${word}${what}`)} && ${word}${what}`;
      });
  });
  return { text: lines.join('\n'), labels };
}

/** Returns the number of awaits, each of which must have a step. `await using` does not count: its scope ends at no place of its own. */
export function countAwaits(source: string): number {
  const code = source.split('\n').filter((line) => !isComment(line));
  return [...code.join('\n').matchAll(/\bawait\b(?!\s+using\b)/gv)].length;
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\*|\/\*)/v.test(line);
}
