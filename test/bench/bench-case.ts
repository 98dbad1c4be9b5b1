// The options and the result of a measurement of `npm run bench`.

interface BenchOptions {
  /** The number of rows of the audience. By default, each measurement has a size of its own. */
  readonly rows: number | undefined;
  readonly rounds: number | undefined;
  readonly workers: number;
  readonly requestsPerMinute: number;
  readonly log: (line: string) => void;
}

interface BenchReport {
  /** A Markdown table for people, with what exceeds its target. */
  readonly text: string;
  /** The figures for `--json`. */
  readonly result: unknown;
  /** Problems other than a figure that exceeds its target. They lead to exit 1. */
  readonly problems?: readonly string[];
}

export type BenchCase = (options: BenchOptions) => Promise<BenchReport>;
