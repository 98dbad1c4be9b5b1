// How often a property is tried. The fixed seed always finds the same, so a quarter of the tries is enough; SEED=random explores
// further with all tries.

/** `most` is the number of tries with SEED=random. */
export function tries(most: number): number {
  return process.env['SEED'] === 'random' ? most : Math.ceil(most / 4);
}
