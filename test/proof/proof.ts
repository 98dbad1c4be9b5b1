// What a proof is: so many trials of one goal, and how many of them broke it.

export interface ProofOptions {
  /** Trials; for a proof with a fixed list of cases, at most so many of them. */
  readonly count: number;
  /** Decides all chance that is ours; what the machine's clock adds is not repeated. */
  readonly seed: number;
  /** A line on how far it is. */
  readonly log: (line: string) => void;
}

export interface Proof {
  /** A sentence that the trials could have refuted. */
  readonly goal: string;
  readonly trials: number;
  readonly violations: number;
  /** Figures worth keeping, and what was violated first. */
  readonly notes: Readonly<Record<string, number | string>>;
}

export type Prove = (options: ProofOptions) => Promise<Proof>;

/** With no violation in so many independent trials, the true rate is below this at 95% (the rule of three). */
export function boundOf({ trials, violations }: Proof): number | undefined {
  return violations === 0 && trials > 0 ? 3 / trials : undefined;
}
