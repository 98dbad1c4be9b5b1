// "Did you mean": the known word that is nearest to what was written.
import leven from 'leven';

/** The nearest of `known`, when it is near enough to be a slip of the pen: a third of the letters, at least one, two from four letters on. */
export function findNearest(written: string, known: readonly string[]): string | undefined {
  const most = Math.max(written.length < 4 ? 1 : 2, Math.floor(written.length / 3));
  let nearest: string | undefined;
  let best = most + 1;
  for (const word of known) {
    const distance = leven(written.toLowerCase(), word.toLowerCase(), { maxDistance: most + 1 });
    if (distance < best) {
      best = distance;
      nearest = word;
    }
  }
  return nearest;
}
