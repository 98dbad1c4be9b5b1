// The total memory and processor time of a process's children while it works, as the system reports them.
import { execFileSync } from 'node:child_process';

export interface ChildrenCost {
  /** The most that they held at one time, in mebibytes. */
  readonly memory: number;
  /** In whole seconds, as the system reports it. */
  readonly processorSeconds: number;
}

/** Looks ten times a second until `end` is called. */
export function watchChildren(parent: number): { end(): ChildrenCost } {
  const took = new Map<number, number>();
  let memory = 0;
  const timer = setInterval(() => {
    const children = listChildren(parent);
    memory = Math.max(
      memory,
      children.reduce((sum, child) => sum + child.memory, 0),
    );
    for (const { pid, seconds } of children) took.set(pid, seconds);
  }, 100);
  return {
    end: () => {
      clearInterval(timer);
      return { memory, processorSeconds: [...took.values()].reduce((sum, seconds) => sum + seconds, 0) };
    },
  };
}

interface ChildProcess {
  readonly pid: number;
  readonly memory: number;
  readonly seconds: number;
}

function listChildren(parent: number): readonly ChildProcess[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [pid, above, kibibytes, time = ''] = line.trim().split(/\s+/);
    if (Number(above) !== parent) return [];
    const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
    return [{ pid: Number(pid), memory: Number(kibibytes) / 1_024, seconds }];
  });
}
