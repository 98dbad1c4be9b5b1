// The selectors of every plan. They leave out rows that do not pass `where`, cannot become a notification, have too few cards or repeat a key.
import type { Renderer } from '../../message/renderer.ts';
import { pass, type LeftOut, type Selector, type SelectorVerdict } from './selection.ts';

const filtered: LeftOut = { kind: 'left_out', reason: 'filtered' };
const short: LeftOut = { kind: 'left_out', reason: 'short' };
const duplicate: LeftOut = { kind: 'left_out', reason: 'duplicate' };

export function firstSelectors(renderer: Pick<Renderer, 'matches'>): readonly Selector[] {
  return [
    { read: ({ recipient }) => (renderer.matches(recipient) ? pass : filtered) },
    { keyed: ({ made }) => judgeMade(made), rendered: ({ made }) => judgeMade(made) },
    { rendered: ({ made }) => (made.kind === 'short' ? short : pass) },
    { placed: ({ isTaken }) => (isTaken ? duplicate : pass) },
  ];
}

type Made = ReturnType<Renderer['key'] | Renderer['render']>;

function judgeMade(made: Made): SelectorVerdict {
  return made.kind === 'invalid' ? { kind: 'left_out', reason: 'invalid', problem: made.problem } : pass;
}
