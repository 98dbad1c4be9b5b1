// A planning thread that runs in this one. Messages are copied as for a real thread, and it answers after any number of turns.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { transferOf } from '../../src/planning/threads/packed-sends.ts';
import type { ChunkThread } from '../../src/planning/threads/begin-blocks.ts';
import { planChunks } from '../../src/planning/threads/plan-chunks.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from '../../src/planning/threads/thread-task.ts';

export class MemoryThread implements ChunkThread {
  load = 0;
  readonly #answer: ReturnType<typeof planChunks>;
  readonly #turns: () => number;
  #last: Promise<unknown> = Promise.resolve();

  /** `turns` returns the number of event loop turns that the next answer takes. */
  constructor(order: ThreadOrder, turns: () => number) {
    this.#answer = planChunks(structuredClone(order));
    this.#turns = turns;
  }

  ask(task: ThreadTask, transfer: readonly ArrayBuffer[]): Promise<ThreadAnswer> {
    const sent = structuredClone(task, { transfer: [...transfer] });
    this.load += 1;
    const answer = this.#last.then(() => this.#work(sent));
    this.#last = answer;
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
  }

  async #work(task: ThreadTask): Promise<ThreadAnswer> {
    for (let turn = this.#turns(); turn > 0; turn -= 1) await nextTurn();
    const answer = await this.#answer(task);
    this.load -= 1;
    return structuredClone(answer, { transfer: answer.kind === 'ended' ? [...transferOf(answer.sends)] : [] });
  }
}
