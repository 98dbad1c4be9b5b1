// The program of a thread that plans.
import { parentPort, workerData } from 'node:worker_threads';
import { transferOf } from './packed-sends.ts';
import { planChunks } from './plan-chunks.ts';
import type { ThreadTask } from './thread-task.ts';

const answer = planChunks(workerData);
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (task: ThreadTask) => {
  last = answerBehind(last, task);
});

async function answerBehind(before: Promise<void>, task: ThreadTask): Promise<void> {
  await before;
  const answered = await answer(task);
  parentPort?.postMessage(answered, answered.kind === 'ended' ? [...transferOf(answered.sends)] : []);
}
