// Hands chunks of an audience to threads, and returns them as blocks that are being planned.
import type { AudienceChunk } from '../../audience/cut-into-chunks.ts';
import type { RowNotes } from '../../audience/row-notes.ts';
import { Refusal } from '../../errors.ts';
import { dropPrototypes } from '../../message/bare-object.ts';
import type { AgainRules } from '../../plan/decide.ts';
import type { OpenBlock } from '../../plan/walk-blocks.ts';
import { packKnown } from './packed-known.ts';
import { unpackSends, type SendBatch } from './packed-sends.ts';
import type { ThreadAnswer, ThreadTask } from './thread-task.ts';

/** Plans chunks, one task after the other. */
export interface ChunkThread extends AsyncDisposable {
  /** The number of tasks without an answer. */
  readonly load: number;
  /** Transfers the given buffers to the thread. */
  ask(task: ThreadTask, transfer: readonly ArrayBuffer[]): Promise<ThreadAnswer>;
}

/**
 * `start` is called with the first chunk. Each chunk goes to the thread with the fewest open tasks, and its buffer is transferred. `note` receives
 * the notes on its lines in the order of the file.
 */
export async function* beginBlocks(
  chunks: AsyncIterable<AudienceChunk>,
  start: () => readonly ChunkThread[],
  rules: AgainRules,
  note: (notes: RowNotes) => void,
): AsyncGenerator<OpenBlock<SendBatch>> {
  let threads: readonly ChunkThread[] | undefined;
  let block = 0;
  for await (const chunk of chunks) {
    threads ??= start();
    const thread = threads.reduce((least, other) => (other.load < least.load ? other : least));
    yield openBlock({ thread, block, chunk, rules, note });
    block += 1;
  }
}

interface BlockTask {
  readonly thread: ChunkThread;
  readonly block: number;
  readonly chunk: AudienceChunk;
  readonly rules: AgainRules;
  readonly note: (notes: RowNotes) => void;
}

function openBlock({ thread, block, chunk, rules, note }: BlockTask): OpenBlock<SendBatch> {
  const begun = thread.ask({ kind: 'begin', block, chunk }, [chunk.bytes.buffer]);
  // Marks the promise as handled, because a block after a fault is never awaited.
  begun.catch(() => undefined);
  return {
    keys: async () => {
      const { keys, notes } = expectKind(await begun, 'begun');
      note(notes);
      return keys;
    },
    people: async () => expectKind(await begun, 'begun').people,
    finish: async ({ known, places, people }) => {
      const answer = await thread.ask({ kind: 'finish', block, known: packKnown(known, rules), places, people }, []);
      const { took, moments, sends, folded } = expectKind(answer, 'ended');
      // Structured cloning has given prototypes to the rows that may become samples.
      dropPrototypes(folded.samples);
      return { took, moments, sends: unpackSends(sends), folded };
    },
  };
}

/** Throws the error that the task threw in its thread. */
function expectKind<Kind extends ThreadAnswer['kind']>(
  answer: ThreadAnswer,
  kind: Kind,
): Extract<ThreadAnswer, { readonly kind: Kind }> {
  if (answer.kind === 'refused') throw new Refusal(answer.exitCode, answer.diagnostics);
  if (answer.kind === 'failed') throw answer.error;
  if (isOf(answer, kind)) return answer;
  throw new Error(`a thread answered ${answer.kind} where ${kind} was asked for`);
}

function isOf<Kind extends ThreadAnswer['kind']>(
  answer: ThreadAnswer,
  kind: Kind,
): answer is Extract<ThreadAnswer, { readonly kind: Kind }> {
  return answer.kind === kind;
}
