// The memory of a PostgreSQL server's processes while it works, as the system reports it.
import { execFileSync } from 'node:child_process';
import { withClient } from './table-sizes.ts';

export interface ServerMemory {
  /** The most that one of its processes held, including shared memory, in mebibytes. */
  readonly largest: number;
  readonly processes: number;
}

/** Looks every second until `end` is called. */
export async function watchServer(url: string): Promise<{ end(): ServerMemory }> {
  const list = await listServer(url);
  let largest = 0;
  let processes = 0;
  const look = (): void => {
    const all = list();
    largest = Math.max(largest, ...all.map(({ memory }) => memory));
    processes = Math.max(processes, all.length);
  };
  const timer = setInterval(look, 1_000);
  return {
    end: () => {
      clearInterval(timer);
      look();
      return { largest, processes };
    },
  };
}

/** Returns a function that lists the server's current processes. */
export async function listServer(url: string): Promise<() => readonly SystemProcess[]> {
  const postmaster = await withClient(url, async (client) => {
    const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
    return listProcesses().find(({ pid }) => pid === rows[0]?.pid)?.parent;
  });
  return () => listProcesses().filter(({ pid, parent }) => pid === postmaster || parent === postmaster);
}

interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  /** Mebibytes. */
  readonly memory: number;
}

function listProcesses(): readonly SystemProcess[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, memory: kibibytes / 1_024 };
  });
}
