// Reads the logs of workers: how long after a death somebody else took what the dead worker had left.

interface Line {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: string;
  /** Undefined in lines that are not about a chunk. */
  readonly chunk: number | undefined;
}

/** A killed worker with its log up to that moment. */
export interface Death {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly log: string;
}

/** Milliseconds until another worker took each chunk of a dead one, in order. `others` are all logs. */
export function takeoverTimes(deaths: readonly Death[], others: readonly string[]): readonly number[] {
  const takes = others.flatMap(linesOf).filter(({ event }) => event === 'chunk taken');
  const times = deaths.flatMap(({ at, log }) =>
    [...chunksLeftIn(log)].flatMap((chunk) => {
      const later = takes.filter((take) => take.chunk === chunk && take.at > at).map((take) => take.at - at);
      // Nobody has to take a chunk that the worker had finished without logging it.
      return later.length === 0 ? [] : [Math.min(...later)];
    }),
  );
  return times.toSorted((one, other) => one - other);
}

/** Chunks that were taken, and neither done nor left. */
function chunksLeftIn(log: string): ReadonlySet<number> {
  const open = new Set<number>();
  for (const { event, chunk } of linesOf(log)) {
    if (chunk === undefined) continue;
    if (event === 'chunk taken') open.add(chunk);
    else open.delete(chunk);
  }
  return open;
}

/** The last line may be cut off if the writer died. */
function linesOf(log: string): readonly Line[] {
  return log
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => {
      const { at, event, chunk } = JSON.parse(line) as { at: string; event: string; chunk?: number };
      return { at: Date.parse(at), event, chunk };
    });
}
