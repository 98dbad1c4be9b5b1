// SQL conditions on `chunk` that select the chunks of a run that may be sent.

/** The chunk's step has begun. */
export const chunkIsOpen = `(chunk.step IS NULL OR chunk.step <= (
  SELECT rollout.step FROM rollout WHERE rollout.run = chunk.run AND rollout.position = chunk.position))`;

/** The chunk's step has begun, and its people are due. `now` is the parameter, such as $2. */
export function chunkIsSendable(now: string): string {
  return `(chunk.due IS NULL OR chunk.due <= ${now}) AND ${chunkIsOpen}`;
}
