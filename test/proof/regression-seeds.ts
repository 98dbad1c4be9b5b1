// Seeds of worlds that once went wrong: they run always, before any others.

export const regressionSeeds: readonly number[] = [
  // Accepted, then changed to what the API rejects, then changed back: it was sent again, unchanged.
  186, 542,
];
