// The campaign schema accepts all that the API accepts, and no key that it does not know.
import { describe, expect, test } from 'vitest';
import { campaignSchema } from '../../src/generated/campaign-schema.ts';
import type { SchemaError } from '../../src/generated/schema-error.ts';
import { isCampaignFile, validateCampaign } from '../../src/generated/validate-campaign.ts';
import { eachCampaign, vendorCampaign } from '../support/sample-campaign.ts';
import { isObject, resolvePointer, walkSchema } from '../support/walk-schema.ts';

const documents = [
  ['a plain list of cards', vendorCampaign],
  ['cards from a column', eachCampaign],
] as const;

const aCard = { id: 1, headline: 'a', description: 'b', image_url: 'https://img.example.com/a.jpg' };

/** Keys that are refused in objects that allow some or any other keys. */
const strayKeys: Record<string, string> = { identifiers: 'mail', deep_link: 'aps', deep_links: 'ins_dl_intern' };

describe.each(documents)("the vendor's sample with %s", (_name, build) => {
  test('is a campaign', () => {
    expect(validateCampaign(build())).toEqual([]);
    expect(isCampaignFile(build())).toBe(true);
  });

  test('is refused with an unknown key at any level, which is named', () => {
    const paths = objectPaths(build());
    const findings = paths.map((path) => validateCampaign(withStrayKey(build(), path)).map(summarise));
    expect(findings).toEqual(paths.map((path) => [`${path} additionalProperties ${strayKey(path)}`]));
  });
});

test('the two samples have every object of the schema', () => {
  const errors = documents.flatMap(([, build]) =>
    objectPaths(build()).flatMap((path) => validateCampaign(withStrayKey(build(), path))),
  );
  const seen = new Set(errors.map((error) => error.schemaPath));
  const closed = [...walkSchema(campaignSchema)].filter(({ schema }) => schema['additionalProperties'] === false);
  expect([...seen].toSorted()).toEqual(closed.map(({ path }) => `#${path}/additionalProperties`).toSorted());
});

test('the two samples have every key of the schema', () => {
  const keys = [...walkSchema(campaignSchema)].filter((place) => /\/properties\/[^/]+$/.test(place.path));
  const instancePaths = keys.map(({ path }) =>
    path
      .replaceAll('/properties/', '/')
      .replaceAll('/items/', '/0/')
      .replace('/where/additionalProperties/', '/where/price/')
      .replace('/columns/additionalProperties/', '/columns/valid_until/')
      .replace('/locales/additionalProperties/', '/locales/tr/')
      .replace('/data/additionalProperties/', '/data/products/'),
  );
  const samples = documents.map(([, build]) => build());
  const missing = instancePaths.filter((path) => samples.every((sample) => resolvePointer(sample, path) === undefined));
  expect(missing).toEqual([]);
  expect(keys.length).toBeGreaterThan(60);
});

test.each(['camp_id', 'ttl', 'check_optin', 'GFC_enabled', 'send_single_user'])(
  '%s may be a template, but no other text',
  (key) => {
    const path = `/notification/${key}`;
    expect(validateCampaign(withValue(path, '{{some_column}}'))).toEqual([]);
    expect(validateCampaign(withValue(path, 'soon'))).toMatchObject([{ instancePath: path, keyword: 'pattern' }]);
  },
);

test.each([
  ['/id', 'Wishlist Sale', 'pattern'],
  ['/version', 2, 'const'],
  ['/resend', 'always', 'pattern'],
  ['/guarantee', 'exactly_once', 'enum'],
  ['/priority', 'low', 'enum'],
  ['/max_invalid', '2 percent', 'pattern'],
  ['/max_invalid', '101%', 'pattern'],
  ['/max_invalid', 0.02, 'type'],
  ['/max_recipients', 0, 'minimum'],
  ['/async', 'no', 'type'],
  ['/audience/columns/price', 'float', 'pattern'],
  ['/audience/columns/valid_until/type', 'number', 'enum'],
  ['/audience/columns/price', { zone: 'UTC' }, 'required'],
  ['/audience/where/language', [], 'minItems'],
  ['/audience/where/language', null, 'type'],
  ['/audience/where/price', {}, 'minProperties'],
  ['/audience/where/price/not', [], 'minItems'],
  ['/audience/where/price/gt', true, 'type'],
  ['/report_attributes/0', 'INSIDER.platfrom', 'pattern'],
  ['/notification/identifiers/uuid', 123, 'type'],
  ['/notification/identifiers', {}, 'minProperties'],
  ['/notification/camp_id', 0, 'minimum'],
  ['/notification/camp_id', 1.5, 'type'],
  ['/notification/title', '', 'minLength'],
  ['/notification/title', 42, 'type'],
  ['/notification/android/channel_id', 0, 'minimum'],
  ['/notification/ios/badge', -1, 'minimum'],
  ['/notification/advanced_push_payload/advanced_push_type', 'CAROUSEL', 'pattern'],
  ['/notification/advanced_push_payload/advanced_push_items', [], 'minItems'],
  ['/notification/advanced_push_payload/advanced_push_items', Array.from({ length: 21 }, () => aCard), 'maxItems'],
  ['/notification/advanced_push_payload/advanced_push_items', 'items', 'type'],
  ['/notification/ios/deep_link/screen', true, 'type'],
] as const)('%s: %j is refused by %s alone', (path, value, keyword) => {
  expect(validateCampaign(withValue(path, value))).toMatchObject([{ instancePath: path, keyword }]);
});

test('all faults are reported at once', () => {
  const broken = { ...vendorCampaign(), id: 'A B', resend: 'always', priority: 'low', tittle: 'x' };
  const keywords = validateCampaign(broken).map((error) => error.keyword);
  expect(keywords.toSorted()).toEqual(['additionalProperties', 'enum', 'pattern', 'pattern']);
  const missing = validateCampaign({}).map((error) => error.params['missingProperty']);
  expect(missing).toEqual(['version', 'id', 'audience', 'notification']);
});

/** The JSON pointers of the objects in a document whose keys are not free. */
function objectPaths(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => objectPaths(part, `${path}/${index}`));
  if (!isObject(value)) return [];
  const own = /\/(?:columns|data|given|link_params|lists|locales|params|where)$/v.test(path) ? [] : [path];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => objectPaths(part, `${path}/${key}`))];
}

function strayKey(path: string): string {
  return strayKeys[path.split('/').at(-1) ?? ''] ?? 'tittle';
}

function withStrayKey(document: Record<string, unknown>, path: string): unknown {
  return replaceAt(document, [...path.split('/').slice(1), strayKey(path)], 'x');
}

function withValue(path: string, value: unknown): unknown {
  return replaceAt(vendorCampaign(), path.split('/').slice(1), value);
}

function replaceAt(document: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((part, index) => (String(index) === key ? replaceAt(part, rest, value) : part));
  }
  return isObject(document) ? { ...document, [key]: replaceAt(document[key], rest, value) } : document;
}

function summarise({ instancePath, keyword, params }: SchemaError): string {
  return `${instancePath} ${keyword} ${String(params['additionalProperty'])}`;
}
