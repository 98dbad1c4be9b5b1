// Rules for identifiers that are written in the campaign.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { mapAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { readIdentifier } from './read-identifier.ts';
import { isTemplate, literalStart } from '../template-text.ts';

const home = ['notification', 'identifiers'];

export function checkReach(yaml: ParsedYaml): readonly Diagnostic[] {
  return listIdentifiers(yaml)
    .filter(({ key }) => !isPhoneNumber(key))
    .flatMap(({ key, value }) => {
      const fault = explainValue(key, value);
      if (fault === undefined) return [];
      const message = `${key}: ${value === '' ? 'empty text' : JSON.stringify(value)} ${fault}`;
      const help = 'Use a column of the audience, such as "{{customer_id}}".';
      return [errorAt(yaml.locate([...home, key]), 'PP140', message, help)];
    });
}

/**
 * Returns what is wrong with the text around an expression, for which a valid value is assumed. Nothing is known about several expressions, or a
 * block.
 */
function explainValue(key: string, value: string): string | undefined {
  const example = value.includes('@') || !/(?:^|\.)email$/v.test(key) ? 'a7' : 'a7@b.example';
  const text = value.replace(/\{\{[^{}#/>!^]*\}\}/, example);
  if (isTemplate(text)) return undefined;
  const reading = readIdentifier(key, text);
  if (reading.kind === 'fault') return reading.message;
  return reading.kind === 'empty' ? 'is a placeholder, not a person' : undefined;
}

export function checkPhoneNumber(yaml: ParsedYaml): readonly Diagnostic[] {
  return listIdentifiers(yaml)
    .filter(({ key, value }) => isPhoneNumber(key) && !mayBePhoneNumber(value))
    .map(({ key }) => {
      const message = `${key} must begin with + and the country code, and have 7 to 15 digits`;
      return errorAt(
        yaml.locate([...home, key]),
        'PP141',
        message,
        'Write it as in "+15550100" or "+{{phone}}", without spaces.',
      );
    });
}

/**
 * Reports identifiers without a column. With the default key, this is one notification and many duplicates. With another key, it is many
 * notifications to one person.
 */
export function checkSamePerson(yaml: ParsedYaml): readonly Diagnostic[] {
  const identifiers = listIdentifiers(yaml);
  if (identifiers.length === 0 || identifiers.some(({ value }) => isTemplate(value))) return [];
  const message = 'the identifiers are the same for every row: all notifications go to one person';
  return [warningAt(yaml.locateKey(home), 'PP145', message, 'Use a column of the audience, such as "{{email}}".')];
}

/** Reports email beside INSIDER.email, for example, since both are sent under the same name. */
export function checkTwoSpellings(yaml: ParsedYaml): readonly Diagnostic[] {
  const keys = Object.keys(mapAt(yaml.data, ...home));
  return keys
    .filter((key) => keys.includes(`INSIDER.${key}`))
    .map((key) => {
      const message = `${key} and INSIDER.${key} are the same identifier`;
      return errorAt(yaml.locateKey([...home, `INSIDER.${key}`]), 'PP104', message, 'Keep one of them.');
    });
}

function listIdentifiers(yaml: ParsedYaml): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(mapAt(yaml.data, ...home)).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  );
}

function isPhoneNumber(key: string): boolean {
  return key === 'phone_number' || key === 'INSIDER.phone_number';
}

function mayBePhoneNumber(value: string): boolean {
  if (isTemplate(value)) return /^(?:\+\d*)?$/.test(literalStart(value).trimStart());
  return readIdentifier('phone_number', value).kind === 'identifier';
}
