// Runs a query in a process of its own, and gives its rows as NDJSON while they come.
import { spawn } from 'node:child_process';
import { env, execPath, platform } from 'node:process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { QueryFault, QueryReport, QueryRequest, ResultColumn } from './query-protocol.ts';

export interface QueryRun extends QueryRequest {
  /** Absolute. All that the query can read, and where relative names begin. */
  readonly folder: string;
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Why there are no rows, or not all of them. */
export class QueryFailure extends Error {
  readonly fault: QueryFault | { readonly kind: 'took_too_long' } | { readonly kind: 'ended' };

  constructor(fault: QueryFailure['fault']) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** How long a query may take, in milliseconds. */
export const tenMinutes = 600_000;

/** The limit of V8 alone; the engine has its own. */
const heap = '--max-old-space-size=512';

/** As a file of the program, or of the sources where these are run. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './query-engine.ts' : './query-engine.js', import.meta.url),
);

/** Yields bytes and returns the columns. Throws a QueryFailure, also behind bytes: then they are not all. */
export async function* runQuery(run: QueryRun): AsyncGenerator<Uint8Array, readonly ResultColumn[]> {
  const { folder, milliseconds, signal, ...request } = run;
  signal?.throwIfAborted();
  const child = spawn(execPath, [heap, program], {
    cwd: folder,
    // Windows starts no program without this one.
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
  signal?.addEventListener('abort', end);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  // One that ended before it read everything says why in its report.
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
    signal?.removeEventListener('abort', end);
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
