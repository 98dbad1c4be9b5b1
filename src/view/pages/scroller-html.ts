// What may be wider than the window: it is scrolled by itself, with a finger, a mouse or the arrow keys.
import { markup, type Markup } from '../markup.ts';

/** `name` is what a screen reader calls it: "guards". */
export function showInScroller(name: string, content: Markup): Markup {
  return markup`<div class="scroll" role="group" aria-label="${name}" tabindex="0">${content}</div>`;
}
