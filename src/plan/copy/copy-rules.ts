// Turns findings of the copy audit into diagnostics: the rule's code, the message, the place in the campaign file, and the help.
import { formatCount } from '../../numbers.ts';
import type { RuleCode } from '../../diagnostic.ts';
import type { Check } from './copy-checks.ts';
import { mostBytes } from './copy-size.ts';
import type { Worst } from './copy-tally.ts';

export interface CopyRule {
  readonly code: RuleCode;
  /** Continues with "for 3,112 of 41,230". */
  readonly says: (surface: string | null) => string;
  /** Describes the worst case. */
  readonly details: (worst: Worst, surface: string | null) => string;
  /** The field of the campaign to point at, if the finding is not about one field. */
  readonly fieldOf: (surface: string | null) => readonly string[];
  readonly help: string;
}

const inField = (surface: string | null): readonly string[] => ['notification', ...(surface ?? '').split('.')];

const cut = (code: RuleCode, field: string, help: string): CopyRule => ({
  code,
  says: (surface) => `${field} is cut on the ${surface}`,
  details: ({ measure, what }) => `${what} of ${formatCount(measure)} characters are shown`,
  fieldOf: () => ['notification', field],
  help,
});

/** The rule for a finding in a text of the notification, which brings its own description. */
const inText = (code: RuleCode, says: CopyRule['says'], help: string): CopyRule => ({
  code,
  says,
  details: ({ what }) => what,
  fieldOf: inField,
  help,
});

export const copyRules: Readonly<Record<Check, CopyRule>> = {
  title_cut: cut(
    'PP230',
    'title',
    'Put first what matters, and shorten what data can make long: {{truncate first_name 20}}.',
  ),
  message_cut: cut(
    'PP231',
    'message',
    'Put first what matters: the rest shows only when the notification is expanded.',
  ),
  empty_slot: {
    code: 'PP232',
    says: (surface) => `an expression in ${surface} prints nothing`,
    details: ({ measure }) => (measure === 1 ? 'one prints nothing' : `${formatCount(measure)} print nothing`),
    fieldOf: inField,
    help: "Write a text for empty values, {{default first_name 'Hello'}}, or leave out the text around it: {{#if first_name}}.",
  },
  default_used: {
    code: 'PP233',
    says: (surface) => `a default in ${surface} is used`,
    details: ({ measure }) => (measure === 1 ? 'one steps in' : `${formatCount(measure)} step in`),
    fieldOf: inField,
    help: 'These people read the fallback: check that it reads well, and that the column is not empty by mistake.',
  },
  markup: inText(
    'PP234',
    (surface) => `${surface} holds leftover markup`,
    'Phones show it as it is. Fix the template, or the export that the audience comes from.',
  ),
  payload_size: {
    code: 'PP235',
    says: (surface) => `the notification is larger than ${surface} takes`,
    details: ({ measure }) => `${formatCount(measure)} bytes of at most ${formatCount(mostBytes)}`,
    fieldOf: () => ['notification'],
    help: 'Phones never receive it. Shorten texts and links, or show fewer cards with max.',
  },
  test_words: inText(
    'PP236',
    (surface) => `${surface} reads like a test`,
    'Write what recipients are to read, and remove test rows from the audience.',
  ),
  links_differ: {
    code: 'PP237',
    says: (surface) => {
      if (surface === null) return 'the links of Android and iOS differ';
      return `${surface === 'iOS' ? 'Android' : 'iOS'} alone has a link`;
    },
    details: (_worst, surface) =>
      surface === null ? 'a tap leads elsewhere on each' : `on ${surface} a tap opens the start of the app`,
    fieldOf: (surface) => ['notification', surface === 'Android' ? 'android' : 'ios', 'deep_link'],
    help: 'Set the same deep_link under android and ios, unless the difference is meant.',
  },
  emoji_cut: inText(
    'PP238',
    (surface) => `${surface} holds a character that was cut`,
    'The export cuts by bytes or code units. Make it write whole values, and shorten with {{truncate}}, which counts whole characters.',
  ),
  placeholder: inText(
    'PP240',
    (surface) => `${surface} holds a tag of another tool`,
    'Nothing fills it in. Write {{column}}, or fix the export that the audience comes from.',
  ),
  encoding: inText(
    'PP241',
    (surface) => `${surface} was read in the wrong encoding`,
    'Correct the text of the campaign, or make the export that the audience comes from write UTF-8, with plain letters.',
  ),
  empty_word: inText(
    'PP242',
    (surface) => `an expression in ${surface} prints a word for an empty cell`,
    'Make the export leave such cells empty; {{default column "..."}} then stands in for them.',
  ),
  control: inText(
    'PP243',
    (surface) => `${surface} holds invisible characters`,
    'Remove them from the text of the campaign, or fix the export that the audience comes from; {{trim column}} removes spaces at the ends.',
  ),
  unencoded: {
    code: 'PP244',
    says: (surface) => `an expression in ${surface} is not encoded`,
    details: () => 'a sign such as & or # in a value changes where the address leads',
    fieldOf: inField,
    help: 'Write {{urlencode column}}.',
  },
};
