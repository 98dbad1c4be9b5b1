// Which chunks of a run may be sent: conditions, for statements over `chunk`.

/** Its step has begun. */
export const chunkIsOpen = `(chunk.step IS NULL OR chunk.step <= (
  SELECT rollout.step FROM rollout WHERE rollout.run = chunk.run AND rollout.position = chunk.position))`;

/** Its step has begun, and its people are due. `now` is the parameter, such as $2. */
export function chunkIsSendable(now: string): string {
  return `(chunk.due IS NULL OR chunk.due <= ${now}) AND ${chunkIsOpen}`;
}
