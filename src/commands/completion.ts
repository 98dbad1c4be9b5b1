// pushplan completion: prints the script that a shell reads, and the candidates that the script asks for at each key press.
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import { safeTerminal } from '../view/safe.ts';
import { completeWords, shells } from './completing/complete-words.ts';
import { knownNames } from './completing/known-names.ts';
import { filesMark, shellScripts } from './completing/shell-scripts.ts';
import { defineCommand } from './program/command.ts';

export const completionCommand = defineCommand({
  most: 1,
  least: 1,
  takesNo: ['env', 'json'],
  about:
    'SHELL is bash, zsh or fish. Completes verbs, options and their values, campaigns and environments of the workspace, and runs of a ledger in a file. It makes no connection.',
  options: {
    word: {
      kind: 'texts',
      value: 'WORD',
      help: 'a word of the line, in order: prints what can complete the last one',
    },
  },
  examples: [
    { line: 'pushplan completion bash', what: 'in ~/.bashrc: source <(pushplan completion bash)' },
    { line: 'pushplan completion zsh', what: 'in ~/.zshrc, below compinit: source <(pushplan completion zsh)' },
    { line: 'pushplan completion fish', what: 'in config.fish: pushplan completion fish | source' },
  ],
  run: async (context, { word: words }, [name = '']): Promise<ExitCode> => {
    const shell = shells.find((one) => one === name);
    if (shell === undefined) throw unknownShell(name);
    if (words.length === 0) {
      context.stdout.write(shellScripts[shell]);
      return exitCodes.done;
    }
    const { verbs } = await import('./verbs.ts');
    const { whole, cut } = joinAssigned(words);
    const { candidates, takesFile } = await completeWords(verbs, whole, knownNames(context));
    const lines = candidates.map(({ word, about }) => `${safeTerminal(word.slice(cut))}\t${safeTerminal(about)}\n`);
    context.stdout.write([...lines, ...(takesFile ? [`${filesMark}\n`] : [])].join(''));
    return exitCodes.done;
  },
});

/** bash gives `--env=prod` as three words, and replaces the last of them only: the first `cut` letters must not be printed. */
function joinAssigned(words: readonly string[]): { readonly whole: readonly string[]; readonly cut: number } {
  const at = words.indexOf('=');
  const isLast = at > 0 && at >= words.length - 2;
  if (!isLast) return { whole: words.filter((word) => word !== '='), cut: 0 };
  const head = `${words[at - 1]}=`;
  return { whole: [...words.slice(0, at - 1), head + (words[at + 1] ?? '')], cut: head.length };
}

/** @returns a Refusal (exit 3). */
function unknownShell(name: string): Error {
  const nearest = findNearest(name, shells);
  const what = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return refuse(exitCodes.invalidInput, 'PP502', `no completion for ${name}${what}`, `Shells: ${shells.join(', ')}.`);
}
