// pushplan help: explains a command, a rule, helpers, or a key of the files that people write.
import { rules } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import type { Layout } from '../view/style.ts';
import { defineCommand, type Verb } from './program/command.ts';
import { findCommand } from './program/find-command.ts';
import { describeCommand, describeExits, describeVerbs } from './topics/describe-command.ts';

export const helpCommand = defineCommand({
  most: 2,
  takesNo: ['env', 'json'],
  about:
    'TOPIC is a command, the code of a rule, "helpers", the name of a helper, "exit-codes", or a key of a campaign or of pushplan.yaml: its path, or the end of its path.',
  options: {},
  examples: [
    { line: 'pushplan help PP102', what: 'what is wrong, and how to fix it' },
    { line: 'pushplan help helpers', what: 'the helpers that a template can call' },
    { line: 'pushplan help audience.where', what: 'a key of a campaign, with examples' },
    { line: 'pushplan help ledger export', what: 'the same as pushplan ledger export --help' },
  ],
  run: async (context, _values, words): Promise<ExitCode> => {
    const { verbs } = await import('./verbs.ts');
    const layout = layoutOf(context, context.stdout);
    context.stdout.write(
      words.length === 0 ? describeVerbs(verbs, context.version, layout) : await explain(context, verbs, words, layout),
    );
    return exitCodes.done;
  },
});

/** Throws a Refusal (exit 3) if there is no help on the topic. */
async function explain(
  context: Context,
  verbs: readonly Verb[],
  words: readonly string[],
  layout: Layout,
): Promise<string> {
  const [word = ''] = words;
  const topic = words.join(' ');
  if (verbs.some(({ name }) => name === word)) {
    const { command, rest } = await findCommand(verbs, words);
    if (rest.length > 0) throw noHelp(topic, command.name);
    return describeCommand(command, layout);
  }
  const code = topic.toUpperCase();
  if (Object.hasOwn(rules, code)) {
    const { describeRule } = await import('./topics/rule-topic.ts');
    return describeRule(context, code, layout);
  }
  if (topic === 'exit-codes' || /^(?:exit )?\d{1,2}$/v.test(topic))
    return `${describeExits(layout.columns).join('\n')}\n`;
  return explainName(context, verbs, topic, layout);
}

/** Explains a helper or a key, for which more code is loaded. */
async function explainName(context: Context, verbs: readonly Verb[], topic: string, layout: Layout): Promise<string> {
  const { describeHelper, describeHelpers, helperNames } = await import('./topics/helper-topic.ts');
  if (topic === 'helpers') return describeHelpers(layout);
  // Templates, and its own help, write it as {{#each}}.
  const helper = topic.replaceAll(/^\{*#?|\}+$/gv, '');
  if (helperNames.includes(helper)) return describeHelper(helper, layout);
  const { describeKeys, findKeys, readKeys } = await import('./topics/key-topic.ts');
  const keys = await readKeys(context);
  const found = findKeys(keys, topic);
  if (found.length > 0) return describeKeys(found, keys, layout);
  const names = [
    ...verbs.map(({ name }) => name),
    'helpers',
    'exit-codes',
    ...helperNames,
    ...keys.map(({ path }) => path),
    ...Object.keys(rules),
  ];
  throw noHelp(topic, /^pp\d+$/iv.test(topic) ? undefined : findNearest(topic, names));
}

function noHelp(topic: string, nearest: string | undefined): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP502',
    `no help on ${topic}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    'There is help on each command, on rules (PP102), helpers, exit-codes, and keys by their path (audience.where).',
  );
}
