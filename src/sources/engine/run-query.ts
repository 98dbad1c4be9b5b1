// Runs a query in a process of its own, and yields its rows as NDJSON as they arrive.
import { addAbortListener, once } from 'node:events';
import { spawn } from 'node:child_process';
import { env, execPath, platform } from 'node:process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { QueryFault, QueryReport, QueryRequest, ResultColumn } from './query-protocol.ts';

export interface QueryRun extends QueryRequest {
  /** Absolute path of the only folder that the query can read. Relative names start there. */
  readonly folder: string;
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Why there are no rows, or only some of them. */
export class QueryFailure extends Error {
  readonly fault: QueryFault | { readonly kind: 'took_too_long' } | { readonly kind: 'ended' };

  constructor(fault: QueryFailure['fault']) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The most time for a query, in milliseconds. */
export const tenMinutes = 600_000;

/** Limits the heap of V8 alone. The engine has a limit of its own. */
const heap = '--max-old-space-size=512';

/** The built file of the program, or the source file if pushplan runs from its sources. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './query-engine.ts' : './query-engine.js', import.meta.url),
);

/** Yields bytes and returns the columns. Throws a QueryFailure, perhaps after some bytes, which are then incomplete. */
export async function* runQuery(run: QueryRun): AsyncGenerator<Uint8Array, readonly ResultColumn[]> {
  const { folder, milliseconds, signal, ...request } = run;
  signal?.throwIfAborted();
  const child = spawn(execPath, [heap, program], {
    cwd: folder,
    // Windows starts no program without this variable.
    env: platform === 'win32' ? { SystemRoot: env['SystemRoot'] } : {},
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const { stdin, stdout } = child;
  const reports = child.stdio[3];
  if (stdin === null || stdout === null || !(reports instanceof Readable))
    throw new Error('a process without its pipes');
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, milliseconds);
  const end = (): void => void child.kill('SIGKILL');
  using _ending = signal && addAbortListener(signal, end);
  const ended = once(child, 'close').catch(() => undefined);
  // A process that ends before it has read everything gives the reason in its report.
  stdin.on('error', () => {});
  stdin.write(`${JSON.stringify(request)}\n`);
  try {
    const said = text(reports);
    yield* stdout;
    const report = readReport(await said);
    if (report.kind === 'done') return report.columns;
    throw new QueryFailure(isLate ? { kind: 'took_too_long' } : report.fault);
  } finally {
    clearTimeout(timer);
    end();
    await ended;
  }
}

type AnyReport =
  | Extract<QueryReport, { kind: 'done' }>
  | { readonly kind: 'fault'; readonly fault: QueryFailure['fault'] };

function readReport(said: string): AnyReport {
  try {
    const report: QueryReport = JSON.parse(said);
    return report;
  } catch {
    return { kind: 'fault', fault: { kind: 'ended' } };
  }
}
