// What every measurement of `npm run bench` is asked, and what it answers.

interface BenchOptions {
  /** Of the audience; each measurement has a size of its own where none is given. */
  readonly rows: number | undefined;
  readonly rounds: number | undefined;
  readonly workers: number;
  readonly requestsPerMinute: number;
  readonly log: (line: string) => void;
}

interface BenchReport {
  /** For people: a table in Markdown, and what is above its target. */
  readonly text: string;
  /** For `--json`. */
  readonly result: unknown;
  /** What is wrong besides a figure that is above its target: exit 1. */
  readonly problems?: readonly string[];
}

export type BenchCase = (options: BenchOptions) => Promise<BenchReport>;
