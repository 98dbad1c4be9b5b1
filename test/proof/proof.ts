// A proof: a number of trials for one goal, and how many of them violated it.

export interface ProofOptions {
  /** The number of trials; for a fixed list of cases, the maximum. */
  readonly count: number;
  /** Seeds all random numbers. What depends on the machine's clock is not repeatable. */
  readonly seed: number;
  /** Reports progress with a line. */
  readonly log: (line: string) => void;
}

export interface Proof {
  /** A sentence that the trials could have refuted. */
  readonly goal: string;
  readonly trials: number;
  readonly violations: number;
  /** Figures worth keeping, and the first violation. */
  readonly notes: Readonly<Record<string, number | string>>;
}

export type Prove = (options: ProofOptions) => Promise<Proof>;

/** Without violations in this many independent trials, the true rate is below this bound at 95% confidence (the rule of three). */
export function boundOf({ trials, violations }: Proof): number | undefined {
  return violations === 0 && trials > 0 ? 3 / trials : undefined;
}
