// A planning thread, as the main thread sees it: sends tasks, receives answers, and reports if the thread dies.
import { Worker } from 'node:worker_threads';
import { codeOf, exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { ChunkThread } from './begin-blocks.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread-task.ts';

interface Waiting {
  readonly resolve: (answer: ThreadAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The built program, also when running from the sources. Stripping their types uses WebAssembly, and V8 crashes about once in some hundred threads of
 * one process that do so.
 */
const planWorker = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/plan-worker.js' : './plan-worker.js',
  import.meta.url,
);

/**
 * In MiB. Nearly all objects here are short-lived. Half of this young generation costs 10% more processor time, and twice as much saves little and
 * takes 65 MiB.
 */
const memory = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 };

export class PlanThread implements ChunkThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #fault: unknown;

  /** `program` is the script that the thread runs. */
  constructor(order: ThreadOrder, program = planWorker) {
    this.#worker = new Worker(program, {
      workerData: order,
      resourceLimits: memory,
    });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error: unknown) => {
      this.#fail(isDefect(error) ? error : refuseEnded(error));
    });
    this.#worker.on('exit', () => {
      this.#fail(refuseEnded(undefined));
    });
  }

  get load(): number {
    return this.#waiting.length;
  }

  /** Throws a Refusal (exit 1) if the thread ends without an answer. */
  async ask(task: ThreadTask, transfer: readonly ArrayBuffer[]): Promise<ThreadAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer>();
    if (this.#fault !== undefined) reject(this.#fault);
    else {
      this.#worker.postMessage(task, transfer);
      this.#waiting.push({ resolve, reject });
    }
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#fault ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#fault);
  }
}

/** Whether it is an error in our code. Otherwise the system has ended the thread, for example because no memory was left. */
function isDefect(error: unknown): boolean {
  return !codeOf(error).startsWith('ERR_WORKER_');
}

function refuseEnded(error: unknown): Refusal {
  const code = error === undefined ? '' : ` (${codeOf(error)})`;
  const message = `a thread that plans ended before its work was done${code}`;
  const help = 'Nothing was sent. Plan again with --threads 1, which takes less memory.';
  return refuse(exitCodes.unexpected, 'PP902', message, help);
}
