// Explains the errors of the yaml library in plain words.
import type { ErrorCode, YAMLError } from 'yaml';
import type { YamlProblem } from './yaml-problem.ts';

const words: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) cannot have an anchor or a tag',
  BAD_ALIAS: 'anchor or alias without a name, or one that is not defined above',
  BAD_COLLECTION_TYPE: 'tag that does not fit the value',
  BAD_DIRECTIVE: 'directive that YAML does not know',
  BAD_DQ_ESCAPE: 'backslash with a character that cannot follow it in double quotes',
  BAD_INDENT: 'wrong indentation',
  BAD_PROP_ORDER: 'anchor in the wrong place',
  BAD_SCALAR_START: 'text without quotes cannot begin with this character',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key: value" on one line, or a value that looks like one',
  BLOCK_IN_FLOW: 'an indented list or map inside { } or [ ]',
  DUPLICATE_KEY: 'a key that is here twice',
  IMPOSSIBLE: 'something that YAML cannot hold',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a character is missing: a colon, comma, space, bracket or closing quote',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines, or a colon is missing in the line before',
  MULTIPLE_ANCHORS: 'more than one anchor on one value',
  MULTIPLE_DOCS: 'a second document in one file',
  MULTIPLE_TAGS: 'more than one tag on one value',
  NON_STRING_KEY: 'a key that is not text',
  RESOURCE_EXHAUSTION: 'too much nesting to read',
  TAB_AS_INDENT: 'a tab as indentation',
  TAG_RESOLVE_FAILED: 'a tag that is not allowed',
  UNEXPECTED_TOKEN: 'this cannot stand here',
};

const remedies: Partial<Readonly<Record<ErrorCode, string>>> = {
  BAD_DQ_ESCAPE: 'Use single quotes, or write the backslash twice.',
  BAD_INDENT: 'Keys of one map begin in the same column; what belongs to a key is indented further.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that holds a colon in quotes; give each key a line of its own.',
  TAB_AS_INDENT: 'Indent with spaces.',
};

/**
 * Words for codes with several meanings, which the library's message distinguishes. The message is only matched and never repeated, since it may
 * contain parts of the file.
 */
const exactWords: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing /, 'the closing quote is missing'],
  [/must (?:be .*)?end with a \]/, 'the closing ] is missing'],
  [/must (?:be .*)?end with a \}/, 'the closing } is missing'],
  [/^Implicit map keys need to be followed by map values/, 'a colon is missing after this'],
  [/^Missing , /, 'a comma is missing'],
  [/^Missing space after :/, 'a space is missing after the colon'],
  [/^Comments must be separated/, 'a space is missing before the #'],
];

// Tags and directives were already found in the tokens.
const told: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['TAG_RESOLVE_FAILED', 'BAD_COLLECTION_TYPE', 'BAD_DIRECTIVE']);

/** Whether the first error is an unclosed quote. */
export function isOpenQuote(errors: readonly YAMLError[]): boolean {
  return firstOf(errors)?.message.startsWith('Missing closing ') === true;
}

/** Returns the first error. Later ones are often only its consequences. */
export function findSyntaxError(errors: readonly YAMLError[]): YamlProblem | undefined {
  const first = firstOf(errors);
  return first === undefined ? undefined : describe(first);
}

function firstOf(errors: readonly YAMLError[]): YAMLError | undefined {
  return errors.filter(({ code }) => !told.has(code)).toSorted((a, b) => a.pos[0] - b.pos[0])[0];
}

function describe({ code, message, pos }: YAMLError): YamlProblem {
  const [, exact] = exactWords.find(([pattern]) => pattern.test(message)) ?? [];
  const help = exact === undefined ? remedies[code] : undefined;
  return {
    offset: pos[0],
    code: 'PP103',
    message: `not valid YAML: ${exact ?? words[code]}`,
    ...(help === undefined ? {} : { help }),
  };
}
