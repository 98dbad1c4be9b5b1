// Content that may be wider than the window: it scrolls on its own, by finger, mouse or arrow keys.
import { markup, type Markup } from '../markup.ts';

/** `name` is the name for screen readers, such as "guards". */
export function showInScroller(name: string, content: Markup): Markup {
  return markup`<div class="scroll" role="group" aria-label="${name}" tabindex="0">${content}</div>`;
}
