// What an API that accepts everything received from a sender. It is started for one command, and its figures are read at the end.
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';
import { expectEnd, startMeasured, type Measured, type MeasuredProcess } from './measured-process.ts';

export interface Arrivals {
  readonly requests: number;
  /** Milliseconds of the wall clock. */
  readonly firstAt: number;
  /** From the first to the last request. */
  readonly seconds: number;
  /** The most requests in any window of a minute. */
  readonly fullestMinute: number;
  /** Requests per minute, from the second minute on. */
  readonly steadyPerMinute: number;
}

export interface Sent {
  readonly end: Measured;
  readonly arrivals: Arrivals;
  /** From the start of the process to its first request. */
  readonly secondsToFirst: number;
}

const program = fileURLToPath(import.meta.resolve('./push-server.ts'));

/** `cwd` is a temporary folder. `work` gets an endpoint that exists until it ends. */
export async function countArrivals<Result>(
  cwd: string,
  work: (endpoint: string) => Promise<Result>,
): Promise<{ readonly result: Result; readonly arrivals: Arrivals }> {
  const port = await freePort();
  using server = startMeasured([String(port)], { cwd, program });
  await server.says(/READY/v);
  const result = await work(`http://127.0.0.1:${port}`);
  server.kill('SIGTERM');
  return { result, arrivals: JSON.parse((await expectEnd('the server', server)).stdout) };
}

/** Measures one sending process. */
export async function sendTo(
  cwd: string,
  what: string,
  start: (endpoint: string) => Promise<MeasuredProcess>,
): Promise<Sent> {
  const { result, arrivals } = await countArrivals(cwd, async (endpoint) => {
    const process = await start(endpoint);
    const begunAt = performance.timeOrigin + performance.now();
    return { begunAt, end: await expectEnd(what, process) };
  });
  return { end: result.end, arrivals, secondsToFirst: (arrivals.firstAt - result.begunAt) / 1_000 };
}
