// A misspelt key is one finding, at the key, with the key that is meant. Nothing is reported as missing because of it.
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { parseWorkspace } from '../../../src/workspace/parse-workspace.ts';
import { campaignWith } from '../../support/campaign-with.ts';
import { eachCampaign, vendorCampaign } from '../../support/sample-campaign.ts';
import { isObject } from '../../support/walk-schema.ts';

type Path = readonly string[];

/** Paths that are left out: keys that only name something, and copies of keys under notification. */
const left =
  /(?:^|\.)identifiers\.|(?:^|\.)(?:deep_links?|columns|where|params|lists|link_params|report_attributes|given|data)\.[^.]+$|^(?:locales|variants\.\d+\.notification|tests\.\d+\.expect)\./;

function listKeys(value: unknown, path: Path = []): readonly Path[] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...listKeys(inner, [...path, key]),
  ]);
}

function rename(value: unknown, [step = '', ...rest]: Path, name: string): unknown {
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === step ? rename(one, rest, name) : one));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (key !== step) return [key, inner];
    return rest.length === 0 ? [name, inner] : [key, rename(inner, rest, name)];
  });
  return Object.fromEntries(entries);
}

function findings(document: unknown): readonly string[] {
  const { diagnostics } = readCampaign('a.campaign.yaml', stringify(document));
  return diagnostics.map(({ code, message, help }) => `${code} ${message.replace(/ in .*/s, '')} | ${help}`);
}

const slips: readonly (readonly [string, (key: string) => string])[] = [
  ['a capital', (key) => `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`],
  ['a letter twice', (key) => `${key}${key.slice(-1)}`],
];

test.each(slips)('%s in any key of a campaign', (_name, slip) => {
  const others = [vendorCampaign(), eachCampaign()].flatMap((document) => {
    const before = findings(document);
    return listKeys(document)
      .filter((path) => !left.test(path.join('.')))
      .flatMap((path) => {
        const key = path.at(-1) ?? '';
        const found = findings(rename(document, path, slip(key))).filter((one) => !before.includes(one));
        const isOne = found.join('\n') === `PP102 unknown key "${slip(key)}" | Did you mean "${key}"?`;
        return isOne || slip(key) === key ? [] : [`${path.join('.')}: ${found.join(', ')}`];
      });
  });
  expect(others).toEqual([]);
});

test('a misspelt section and a misspelt key in it are found at once, each where it is written', () => {
  const text = campaignWith({}).replace('notification:', 'notificaton:').replace('  title:', '  titel:');
  const { diagnostics } = readCampaign('a.campaign.yaml', text);
  expect(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    '4:1 unknown key "notificaton"',
    `${text.split('\n').findIndex((line) => line.includes('titel')) + 1}:3 unknown key "titel" in notification`,
  ]);
});

test('the value of a misspelt key is checked as well', () => {
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ x: 'max_invalide: 105%' }));
  expect(diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
    'PP102 11:1',
    'PP101 11:15',
  ]);
});

test('of two keys that are equally near, the one that is missing is meant', () => {
  const texts = 'locale: "{{lang}}"\ndefault_locale: en\nlocals: { tr: { title: Selam } }';
  const { diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ x: texts }));
  expect(diagnostics.map(({ help }) => help)).toEqual(['Did you mean "locales"?']);
});

test('misspelt keys in pushplan.yaml', () => {
  const { diagnostics } = parseWorkspace('pushplan.yaml', 'version: 1\nEnviroments:\n  test: { Endpoint: sandbox }\n');
  expect(diagnostics.map(({ line, column, help }) => `${line}:${column} ${help}`)).toEqual([
    '2:1 Did you mean "environments"?',
    '3:11 Did you mean "endpoint"?',
  ]);
});
