// pushplan lsp: a language server for campaigns, partials and translations, for any editor that speaks the protocol.
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import { lookAtFirstBytes } from './editing/first-bytes.ts';
import { serveEditor } from './editing/serve-editor.ts';
import { defineCommand } from './program/command.ts';

export const lspCommand = defineCommand({
  most: 0,
  about:
    'A server of the Language Server Protocol on stdin and stdout, which your editor starts. It shows findings while you type, completes and explains names inside of {{ }}, jumps to partials, translations and files, and shows the result of each text for a row. It reads the first rows of audiences and shows stand-ins for them. EDITORS.md of the repository shows how to set up VS Code, Neovim and JetBrains.',
  isVerbatim: true,
  takesNo: ['json'],
  options: {
    stdio: { kind: 'flag', help: 'the default; accepted for editors that pass it' },
  },
  examples: [{ line: 'pushplan lsp', what: 'started by an editor, in the folder of the repository' }],
  run: async (context, values): Promise<ExitCode> => {
    if (context.stdin.isTTY === true) {
      const help = 'Set it up in the editor: EDITORS.md of the repository shows how.';
      throw refuse(exitCodes.invalidInput, 'PP502', 'lsp is started by an editor, not on a terminal', help);
    }
    const begin = await lookAtFirstBytes(context.stdin);
    if (begin === 'ended') return exitCodes.unexpected;
    if (begin === 'foreign') throw noProtocol();
    return serveEditor(context, values.env);
  },
});

/** @returns a Refusal (exit 3). */
function noProtocol(): Error {
  const help = 'An editor starts it and speaks first. EDITORS.md of the repository shows how to set it up.';
  return refuse(exitCodes.invalidInput, 'PP502', 'what comes on stdin is not the Language Server Protocol', help);
}
