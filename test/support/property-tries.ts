// How often a property is tried. The seed is the same in every run, so a quarter finds again what was found; SEED=random looks further and tries all.

/** `most` is what is tried with SEED=random. */
export function tries(most: number): number {
  return process.env['SEED'] === 'random' ? most : Math.ceil(most / 4);
}
