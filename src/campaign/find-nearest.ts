// Finds the known word that is nearest to what was written, for "Did you mean ...?".

/**
 * Returns the nearest of `known`, if it is near enough to be a typing error: at most a third of the letters differ, where at least one may, or two
 * from four letters on.
 */
export function findNearest(written: string, known: readonly string[]): string | undefined {
  const most = Math.max(written.length < 4 ? 1 : 2, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let best = most + 1;
  for (const word of known) {
    if (Math.abs(word.length - written.length) >= best) continue;
    const slips = countSlips(written.toLowerCase(), word.toLowerCase());
    // Words with nothing in common are not typing errors of each other, however short they are.
    if (slips < best && slips < Math.max(written.length, word.length)) {
      best = slips;
      nearest = word;
    }
  }
  return nearest;
}

/** Like findNearest, but also finds a name of which only the beginning was written, if no other one begins so. */
export function findMeant(written: string, known: readonly string[]): string | undefined {
  const nearest = findNearest(written, known);
  if (nearest !== undefined) return nearest;
  const [only, ...others] = known.filter((name) => name.startsWith(written));
  return others.length === 0 ? only : undefined;
}

/** Returns the Damerau-Levenshtein distance: the number of missing, extra, wrong and swapped letters. */
function countSlips(written: string, word: string): number {
  let above: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: word.length + 1 }, (_, index) => index);
  for (let i = 0; i < written.length; i += 1) {
    const row = [i + 1];
    for (let j = 0; j < word.length; j += 1) {
      const isSwapped = written[i] === word[j - 1] && written[i - 1] === word[j];
      const wrong = at(last, j) + (written[i] === word[j] ? 0 : 1);
      row.push(Math.min(wrong, at(last, j + 1) + 1, at(row, j) + 1, isSwapped ? at(above, j - 1) + 1 : wrong));
    }
    [above, last] = [last, row];
  }
  return at(last, word.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
