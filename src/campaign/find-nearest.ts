// "Did you mean": the known word that is nearest to what was written.

/** The nearest of `known`, when it is near enough to be a slip of the pen: a third of the letters, at least one, two from four letters on. */
export function findNearest(written: string, known: readonly string[]): string | undefined {
  const most = Math.max(written.length < 4 ? 1 : 2, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let best = most + 1;
  for (const word of known) {
    if (Math.abs(word.length - written.length) >= best) continue;
    const slips = countSlips(written.toLowerCase(), word.toLowerCase());
    // Words that share nothing are no slips of each other, however short they are.
    if (slips < best && slips < Math.max(written.length, word.length)) {
      best = slips;
      nearest = word;
    }
  }
  return nearest;
}

/** Letters that are missing, too many or wrong, and neighbours in the other order: the distance of Damerau and Levenshtein. */
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
