// Seeds of simulated worlds that once failed. They always run first.

export const regressionSeeds: readonly number[] = [
  // Accepted, then changed to something that the API rejects, then changed back: it was sent again without a change.
  186, 542,
];
