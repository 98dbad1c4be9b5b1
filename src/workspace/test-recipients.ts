// The recipients of test sends: their names, and where their identifiers are stored, which is never pushplan.yaml itself.
import { isMap, mapAt, valueAt, type YamlMap } from '../is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic, type Position } from '../diagnostic.ts';
import type { TestRecipient as WrittenRecipient } from '../generated/workspace.ts';

/** `identifier` is the API's name without "INSIDER.", such as "custom.loyalty_id". `variable` is the environment variable with its value. */
export interface TesterVariable {
  readonly identifier: string;
  readonly variable: string;
}

export type TestRecipient = { readonly name: string; readonly at: Position } & (
  | { readonly kind: 'variables'; readonly variables: readonly TesterVariable[] }
  /** A file of the data folder, with an identifier in each row. */
  | { readonly kind: 'file'; readonly file: string }
);

const variableKeys = ['email_env', 'phone_number_env', 'uuid_env', 'custom_env'];

export function checkTestRecipients(yaml: ParsedYaml): readonly Diagnostic[] {
  const recipients: unknown = valueAt(yaml.data, 'test_recipients');
  if (!Array.isArray(recipients)) return [];
  const seen = new Set<unknown>();
  const secrets = new Set(Object.values(mapAt(yaml.data, 'environments')).flatMap(secretsOf));
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
      ...variablesOf(recipient)
        .filter((variable) => secrets.has(variable))
        .map((variable) => isSecret(at, variable)),
      ...(hasVariables && hasFile ? [bothPlaces(yaml.locateKey(['test_recipients', index, 'file']))] : []),
    ];
  });
}

const secretKeys = ['api_key_env', 'ledger_env', 'ledger_key_env'];

function secretsOf(environment: unknown): readonly unknown[] {
  return secretKeys.map((key) => valueAt(environment, key)).filter((name) => name !== undefined);
}

function variablesOf(recipient: YamlMap): readonly unknown[] {
  return [...variableKeys.map((key) => recipient[key]), ...Object.values(mapAt(recipient, 'custom_env'))];
}

/** Reports a variable with a secret, which would be sent as an identifier. */
function isSecret(at: Position, variable: unknown): Diagnostic {
  const message = `this test recipient names ${String(variable)}, which holds a secret of an environment`;
  return errorAt(at, 'PP530', message, 'Name a variable that holds an identifier of a phone.');
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
  const message = 'this test recipient has both a file and variables';
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
