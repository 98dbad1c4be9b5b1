// The key of a row outside of a walk: as its campaign makes it, without the period of a recurring campaign.
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';

/** Undefined if the row is invalid before it has a key. */
export function keyOfRow(renderer: Pick<Renderer, 'key'>, recipient: Recipient): string | undefined {
  const made = renderer.key(recipient);
  return made.kind === 'key' ? made.key : undefined;
}
