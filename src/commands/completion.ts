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
    'SHELL is bash, zsh or fish. Completes verbs, options and their values, campaigns and environments of the workspace, and runs of a ledger in a file. It opens no connection.',
  options: {
    word: {
      kind: 'texts',
      value: 'WORD',
      help: 'a word of the command line, in order; prints completions of the last one',
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
    const { whole, cut } = shell === 'bash' ? joinDivided(words) : { whole: words, cut: 0 };
    const { candidates, takesFile } = await completeWords(verbs, whole, knownNames(context));
    const lines = candidates.map(({ word, about }) => `${safeTerminal(word.slice(cut))}\t${safeTerminal(about)}\n`);
    context.stdout.write([...lines, ...(takesFile ? [`${filesMark}\n`] : [])].join(''));
    return exitCodes.done;
  },
});

/** bash gives `--env=prod` and `21:00` as three words each, and replaces the last of them only: the first `cut` letters must not be printed. */
function joinDivided(words: readonly string[]): { readonly whole: readonly string[]; readonly cut: number } {
  const whole: string[] = [];
  let cut = 0;
  let isBehindSign = false;
  for (const word of words) {
    const isSign = /^[=:]+$/v.test(word) && whole.length > 0;
    const before = isSign || isBehindSign ? (whole.pop() ?? '') : '';
    whole.push(before + word);
    cut = before.length + (isSign ? word.length : 0);
    isBehindSign = isSign;
  }
  return { whole, cut };
}

/** @returns a Refusal (exit 3). */
function unknownShell(name: string): Error {
  const nearest = findNearest(name, shells);
  const what = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return refuse(exitCodes.invalidInput, 'PP502', `no completion for ${name}${what}`, `Shells: ${shells.join(', ')}.`);
}
