// Finds secrets in a file, by the name of their key or by their form. A secret is never repeated in a message.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import type { Path } from '../yaml/places.ts';
import { isTemplate } from '../template-text.ts';

const secretKey =
  /^(?:x[_-])?(?:insider[_-])?(?:api|access|auth|client|secret|private)?[_-]?(?:key|token|secret|password|passwd|pwd|passphrase|authorization)$/i;
/** Keys that are secret only with a word before them: `key` is the template of the notification key. */
const harmlessKey = /^(?:key|ledger_id)$/i;
/** The value of such a key is the name of a variable. If a secret was pasted there, a message must not repeat it. */
const nameOfVariable = /(?:^|_)env$/;

const looksSecret: readonly RegExp[] = [
  // An address with a password, such as postgres://user:password@host.
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s@]*:[^/\s@]+@/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^(?:sk|pk|rk)_(?:live|test)_\w{16,}$/,
  /^(?:ghp|gho|ghs|github_pat|glpat|xox[abp])[_-]\S{16,}$/,
  /^AKIA[A-Z0-9]{16}$/,
  /^eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*$/,
  /^[0-9a-f]{32,}$/i,
];

export function findSecrets(yaml: ParsedYaml): readonly Diagnostic[] {
  return visit(yaml, yaml.data, []);
}

/** Whether the value at this path must stay out of messages. Covers more than what is reported as a secret. */
export function isHidden(path: Path, value: unknown): boolean {
  const name = String(path.at(-1) ?? '');
  return isNameOfVariable(path) || isSecretKey(name) || (typeof value === 'string' && mayHoldSecret(value));
}

/** Whether the text may contain a secret. Includes an address with a user, which may be a token, and a password without a scheme before it. */
export function mayHoldSecret(text: string): boolean {
  return isSecretText(text) || /\S:\S+@\S/.test(text);
}

function visit(yaml: ParsedYaml, value: unknown, path: Path): readonly Diagnostic[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => visit(yaml, item, [...path, index]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, item]) => visit(yaml, item, [...path, key]));
  return isSecret(path, value) ? [describe(yaml, path)] : [];
}

function isSecret(path: Path, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  // The digest of an object looks like a key.
  if (path.join('.') === 'audience.sha256') return false;
  if (text === '' || isTemplate(text)) return false;
  // Headers and identifiers may have names like secrets, but their value is the name of a variable.
  return (isSecretKey(String(path.at(-1) ?? '')) && !isNameOfVariable(path)) || isSecretText(text);
}

/** Whether the value is the name of a variable: at a key such as api_key_env, or in a map or list such as header_env and env. */
function isNameOfVariable(path: Path): boolean {
  return path.slice(-2).some((step) => typeof step === 'string' && nameOfVariable.test(step));
}

function isSecretKey(name: string): boolean {
  return secretKey.test(name) && !harmlessKey.test(name);
}

function isSecretText(text: string): boolean {
  return looksSecret.some((pattern) => pattern.test(text));
}

function describe(yaml: ParsedYaml, path: Path): Diagnostic {
  return errorAt(
    yaml.locateKey(path),
    'PP108',
    `${path.join('.')} holds what looks like a secret`,
    'Remove it from the file, and replace it at its source, since it stays in the history. pushplan.yaml names the variable that holds the key (api_key_env: INSIDER_API_KEY).',
  );
}
