// "Did you mean": the known word that is nearest to what was written.
import leven from 'leven';

/** The nearest of `known`, when it is near enough to be a slip of the pen: a third of the letters, at least one, two from four letters on. */
export function findNearest(written: string, known: readonly string[]): string | undefined {
  const most = Math.max(written.length < 4 ? 1 : 2, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let best = most + 1;
  for (const word of known) {
    const distance = distanceOf(written.toLowerCase(), word.toLowerCase(), most + 1);
    // Words that share nothing are no slips of each other, however short they are.
    if (distance < best && distance < Math.max(written.length, word.length)) {
      best = distance;
      nearest = word;
    }
  }
  return nearest;
}

/** Letters that lie side by side and were written in the other order are one slip, which the library counts as two. */
function distanceOf(written: string, word: string, most: number): number {
  return isSwapped(written, word) ? 1 : leven(written, word, { maxDistance: most });
}

function isSwapped(written: string, word: string): boolean {
  const at = written.split('').findIndex((letter, index) => letter !== word[index]);
  if (at === -1 || written.length !== word.length) return false;
  const swapped = `${word.charAt(at + 1)}${word.charAt(at)}`;
  return written === `${word.slice(0, at)}${swapped}${word.slice(at + 2)}`;
}
