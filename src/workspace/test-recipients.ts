// Who gets test sends: names, and where their identifiers stand, which is never pushplan.yaml itself.
import { isMap, valueAt } from '../campaign/yaml/is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic, type Position } from '../diagnostic.ts';
import type { TestRecipient as WrittenRecipient } from '../generated/workspace.ts';

/** `identifier` is the API's name without "INSIDER.", such as "custom.loyalty_id"; `variable` holds its value. */
export interface TesterVariable {
  readonly identifier: string;
  readonly variable: string;
}

export type TestRecipient = { readonly name: string; readonly at: Position } & (
  | { readonly kind: 'variables'; readonly variables: readonly TesterVariable[] }
  /** Of the data folder, with an identifier in each row. */
  | { readonly kind: 'file'; readonly file: string }
);

const variableKeys = ['email_env', 'phone_number_env', 'uuid_env', 'custom_env'];

export function checkTestRecipients(yaml: ParsedYaml): readonly Diagnostic[] {
  const recipients: unknown = valueAt(yaml.data, 'test_recipients');
  if (!Array.isArray(recipients)) return [];
  const seen = new Set<unknown>();
  return recipients.filter(isMap).flatMap((recipient, index) => {
    const { name } = recipient;
    const isAgain = typeof name === 'string' && seen.has(name);
    seen.add(name);
    const hasVariables = variableKeys.some((key) => recipient[key] !== undefined);
    const hasFile = recipient['file'] !== undefined;
    const at = yaml.locate(['test_recipients', index]);
    return [
      ...(isAgain ? [sameName(yaml.locate(['test_recipients', index, 'name']), name)] : []),
      ...(hasVariables || hasFile ? [] : [noIdentifier(at)]),
      ...(hasVariables && hasFile ? [bothPlaces(yaml.locateKey(['test_recipients', index, 'file']))] : []),
    ];
  });
}

function sameName(at: Position, name: string): Diagnostic {
  const message = `two test recipients have the name ${JSON.stringify(name)}`;
  return errorAt(at, 'PP531', message, 'Give one of them a name of its own: --to takes it.');
}

function noIdentifier(at: Position): Diagnostic {
  const help = 'Name the variable that holds it: { name: desk, email_env: DESK_EMAIL }, or a file of the data folder.';
  return errorAt(at, 'PP530', 'this test recipient has no identifier', help);
}

function bothPlaces(at: Position): Diagnostic {
  const message = 'this test recipient has a file and variables besides';
  return errorAt(at, 'PP530', message, 'Leave one of them out: a file has its own identifiers, one in each row.');
}

export function readTestRecipient(written: WrittenRecipient, at: Position): TestRecipient {
  const { name, file, email_env, phone_number_env, uuid_env, custom_env = {} } = written;
  if (file !== undefined) return { name, at, kind: 'file', file };
  const named: readonly (readonly [string, string | undefined])[] = [
    ['email', email_env],
    ['phone_number', phone_number_env],
    ['uuid', uuid_env],
    ...Object.entries(custom_env).map(([key, variable]) => [`custom.${key}`, variable] as const),
  ];
  const variables = named.flatMap(([identifier, variable]) =>
    variable === undefined ? [] : [{ identifier, variable }],
  );
  return { name, at, kind: 'variables', variables };
}
