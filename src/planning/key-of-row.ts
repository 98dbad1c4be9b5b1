// The key of a row outside of a walk: as its campaign makes it, without the period of a campaign that is sent again and again.
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';

/** Undefined where the row is at fault before it has one. */
export function keyOfRow(renderer: Pick<Renderer, 'key'>, recipient: Recipient): string | undefined {
  const made = renderer.key(recipient);
  return made.kind === 'key' ? made.key : undefined;
}
