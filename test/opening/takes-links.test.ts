// Terminals that support links, and those that do not or are not known to.
import { expect, test } from 'vitest';
import { takesLinks } from '../../src/opening/takes-links.ts';

test.each([
  [{ TERM_PROGRAM: 'iTerm.app' }, true, true],
  [{ TERM_PROGRAM: 'vscode' }, true, true],
  [{ TERM: 'xterm-kitty' }, true, true],
  [{ VTE_VERSION: '7200' }, true, true],
  [{ VTE_VERSION: '4600' }, true, false],
  [{ WT_SESSION: 'a' }, true, true],
  [{ KONSOLE_VERSION: '220400' }, true, true],
  [{ TERM_PROGRAM: 'Apple_Terminal', TERM: 'xterm-256color' }, true, false],
  [{}, true, false],
  [{ TERM_PROGRAM: 'vscode', TMUX: '/tmp/tmux-0/default' }, true, false],
  [{ TERM_PROGRAM: 'vscode', STY: '1.pts' }, true, false],
  [{ TERM_PROGRAM: 'vscode', CI: 'true' }, true, false],
  [{ TERM_PROGRAM: 'vscode' }, false, false],
  [{ FORCE_HYPERLINK: '1' }, false, true],
  [{ FORCE_HYPERLINK: '0', TERM_PROGRAM: 'vscode' }, true, false],
  [{ FORCE_HYPERLINK: '', TERM_PROGRAM: 'vscode' }, true, true],
])('%j on a terminal: %s', (env, isTerminal, takes) => {
  expect(takesLinks({ env }, { isTerminal })).toBe(takes);
});
