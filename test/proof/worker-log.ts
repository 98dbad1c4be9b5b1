// What workers wrote down of the chunks that they had: how long after a death somebody else had what the dead one left.

interface Line {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: string;
  /** Undefined in lines that are not about one. */
  readonly chunk: number | undefined;
}

/** A worker that was killed, with all that it had written by then. */
export interface Death {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly log: string;
}

/** For each chunk that a dead worker had, milliseconds until another one took it, in order. `others` are all logs there are. */
export function takeoverTimes(deaths: readonly Death[], others: readonly string[]): readonly number[] {
  const takes = others.flatMap(linesOf).filter(({ event }) => event === 'chunk taken');
  const times = deaths.flatMap(({ at, log }) =>
    [...chunksLeftIn(log)].flatMap((chunk) => {
      const later = takes.filter((take) => take.chunk === chunk && take.at > at).map((take) => take.at - at);
      // What it had finished without a word, nobody has to take.
      return later.length === 0 ? [] : [Math.min(...later)];
    }),
  );
  return times.toSorted((one, other) => one - other);
}

/** Taken, and neither done nor left. */
function chunksLeftIn(log: string): ReadonlySet<number> {
  const open = new Set<number>();
  for (const { event, chunk } of linesOf(log)) {
    if (chunk === undefined) continue;
    if (event === 'chunk taken') open.add(chunk);
    else open.delete(chunk);
  }
  return open;
}

/** A line may be cut where its writer died. */
function linesOf(log: string): readonly Line[] {
  return log
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => {
      const { at, event, chunk } = JSON.parse(line) as { at: string; event: string; chunk?: number };
      return { at: Date.parse(at), event, chunk };
    });
}
