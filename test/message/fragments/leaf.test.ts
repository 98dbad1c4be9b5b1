import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignNotification } from '../../../src/generated/campaign.ts';
import { isNotification } from '../../../src/generated/validate-notification.ts';
import type { RenderResult } from '../../../src/message/renderer.ts';
import { naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { aRecipient, rendererOf } from '../../support/a-campaign.ts';
import { vendorNotification } from '../../support/sample-campaign.ts';
import { tryParseJson } from '../../../src/try-parse-json.ts';

function render(notification: Partial<CampaignNotification>, value: unknown): RenderResult {
  return rendererOf({ notification }, ['v']).render(aRecipient({ v: value }));
}

function sent(notification: Partial<CampaignNotification>, value: unknown): unknown {
  const result = render(notification, value);
  return result.kind === 'notification' ? JSON.parse(result.payload) : result;
}

const internal = (link: string) => ({ android: { deep_link: { ins_dl_internal: link } } });

describe('a rendered value', () => {
  it.each([
    [{ ios: { badge: '{{v}}' } }, '3', { ios: { badge: 3 } }],
    [{ ios: { badge: '{{v}}' } }, ' 3.0 ', { ios: { badge: 3 } }],
    [{ ios: { badge: '{{#if v}}1{{else}}0{{/if}}' } }, '', { ios: { badge: 0 } }],
    [{ ttl: '{{v}}00' }, 36, { ttl: 3600 }],
    [{ check_optin: '{{v}}' }, true, { check_optin: true }],
    [{ check_optin: '{{v}}' }, 'FALSE', { check_optin: false }],
    [{ title: '{{v}}' }, 12, { title: '12' }],
    [{ android: { deep_link: { screen: '{{v}}' } } }, '', { android: { deep_link: { screen: '' } } }],
    [{ image_url: 'https://img.example.com/{{v}}' }, 'a.jpg', { image_url: 'https://img.example.com/a.jpg' }],
  ])('of %j takes the type of the API', (notification, value, expected) => {
    expect(sent(notification, value)).toMatchObject(expected);
  });

  it.each([
    [{ ios: { badge: '{{v}}' } }, 'many', 'notification.ios.badge', 'the rendered value is not a whole number'],
    [{ ios: { badge: '{{v}}' } }, '1.5', 'notification.ios.badge', 'the rendered value is not a whole number'],
    [{ ios: { badge: '{{v}}' } }, '-1', 'notification.ios.badge', 'the rendered value must be >= 0'],
    [{ ios: { 'thread-id': '{{v}}' } }, '', 'notification.ios.thread-id', 'the rendered value is empty'],
    [{ check_optin: '{{v}}' }, 'yes', 'notification.check_optin', 'the rendered value is not true or false'],
    [{ title: '{{v}}' }, '', 'notification.title', 'the rendered value is empty'],
    [{ android: { sound: '{{v}}' } }, '', 'notification.android.sound', 'the rendered value is empty'],
    [
      { image_url: '{{v}}' },
      'img.example.com/a',
      'notification.image_url',
      'the rendered value must be a full address that begins with https://',
    ],
    [
      { title: 'a{{v}}' },
      '\uD83D',
      'notification.title',
      'the rendered value holds half a character (a lone surrogate)',
    ],
  ])('of %j for %j makes the row invalid', (notification, value, path, message) => {
    expect(render(notification, value)).toEqual({ kind: 'invalid', problem: { code: 'PP223', message, path } });
  });

  const badAddress = 'must be a full address that begins with https://';
  const blank = 'contains a space or a control character';
  const misread =
    'holds a quote, a backslash or a line break that JSON reads as its own; write {{json column}} in place of "{{column}}"';
  it.each([
    [internal('{{v}}'), 'http://shop.example.com', badAddress],
    [internal('{{v}}'), 'www.example.com', badAddress],
    [internal('{{v}}'), '/p/1', badAddress],
    [internal('{{v}}'), 'javascript:alert(1)', badAddress],
    [internal('{{v}}'), 'null', badAddress],
    [internal('{{v}}'), 'https://', badAddress],
    [internal('{{v}}'), 'https:///p/1', badAddress],
    [internal('{{v}}'), '', 'is empty'],
    [internal('{{v}}'), 'https://[::1', 'is not an address that can be read'],
    [internal('{{v}}'), 'https://shop example.com/', blank],
    [internal('https://shop.example.com/?q={{v}}'), 'Tom & Jerry', blank],
    [internal('https://shop.example.com/?q={{v}}'), 'a\tb', blank],
    [internal('https://shop.example.com/{{v}}'), 'a\u00A0b', blank],
    [internal('https://shop.example.com/{{v}}'), 'a\u200Bb', blank],
    [internal('https://shop.example.com/{{v}}'), 'a\u202Eb', blank],
    [{ image_url: '{{v}}' }, 'http://img.example.com/a.jpg', badAddress],
    [{ image_url: 'https://img.example.com/{{v}}' }, 'my photo.jpg', blank],
    [{ ios: { deep_link: { ins_dl_external: '{{v}}' } } }, 'shop.example.com', badAddress],
    [{ ios: { deep_link: { ins_dl_url_scheme: '{{v}}' } } }, 'product/1', 'has no scheme'],
    [{ ios: { deep_link: { ins_dl_url_scheme: '{{v}}' } } }, 'data:text/html,x', 'is a script or data, not a link'],
    [{ ios: { deep_link: { ins_dl_url_scheme: 'shop://{{v}}' } } }, 'a b', blank],
    [{ ios: { deep_link: { ins_dl_json: '{"q":"{{v}}"}' } } }, 'say "hi"', misread],
    [{ ios: { deep_link: { ins_dl_json: '{"q":"{{v}}"}' } } }, 'a\\c', misread],
    [{ ios: { deep_link: { ins_dl_json: '{"q":"{{v}}"}' } } }, 'a\nb', misread],
    [{ ios: { deep_link: { ins_dl_json: '{"q":{{v}} }' } } }, 'hi', 'is not JSON'],
    [{ ios: { deep_link: { ins_dl_json: '{"q":"{{v}}"}' } } }, 'a\\b', misread],
    [{ ios: { deep_link: { ins_dl_json: '{"q":"{{v}}"}' } } }, 'x","admin":"1', misread],
    [{ ios: { deep_link: { ins_dl_json: '{"p":{{json v}},"q":"a{{v}}"}' } } }, 'a\\/b', misread],
  ])('of the link %j for %j makes the row invalid', (notification, value, fault) => {
    expect(render(notification, value)).toMatchObject({
      kind: 'invalid',
      problem: { code: 'PP223', message: `the rendered value ${fault}` },
    });
  });

  it.each([
    [internal('{{v}}'), 'https://shop.example.com/caf\u00E9?x=100%'],
    [internal('https://shop.example.com/?q={{urlencode v}}'), 'Tom & Jerry'],
    [{ ios: { deep_link: { ins_dl_url_scheme: '{{v}}' } } }, 'tel:+15550100'],
    [{ ios: { deep_link: { ins_dl_json: '{"q":{{json v}} }' } } }, 'say "hi"\n'],
    [{ ios: { deep_link: { ins_dl_json: '{"p":{{json v}},"q":{{json v}} }' } } }, 'x","admin":"1\\'],
    [{ ios: { deep_link: { ins_dl_json: '{{v}}' } } }, '{"q":"a\\n"}'],
    [{ ios: { deep_link: { own: '{{v}}' } } }, 'not a link'],
  ])('of the link %j for %j is accepted', (notification, value) => {
    expect(render(notification, value)).toMatchObject({ kind: 'notification' });
  });

  it.each([...naughtyStrings, ...terminalAttacks].filter((text) => text.isWellFormed()))(
    'arrives unchanged: %j',
    (text) => {
      expect(sent({ title: '{{v}}.', message: '{{#if true}}.{{v}}{{/if}}' }, text)).toMatchObject({
        title: `${text}.`,
        message: `.${text}`,
      });
    },
  );
});

const anyValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ...'0 1 -1 7 1.5 true FALSE carousel slider https://a http://a https:///a shop://a {"a":1} 5.0 null'.split(' '),
    'https://a/b c',
    'https://a.bc/d?e=f',
    'https://a.bc/"d\\',
    'https://a.bc\\d',
    'https://a.b-c.d1/',
    'HTTPS://a.bc/d',
    '12345678901234567890',
    '007',
    'https://a/\u0007',
    'shop://a\n',
    '',
    ' ',
    '\uD800',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

describe('any value in any leaf', () => {
  const leaves = listLeaves();
  const renderers = leaves.map(({ notification }) => rendererOf({ notification }, ['v']));

  it.each(leaves.map(({ field }, index) => ({ field, index })))(
    '$field is accepted if and only if the whole schema accepts it',
    ({ field, index }) => {
      fc.assert(
        fc.property(anyValue, (value) => {
          const text = value === null ? '' : String(value);
          const fits =
            text.isWellFormed() &&
            opens(field, text) &&
            meanings(text).some((meant) => isNotification(leaves[index]?.fill(meant)));
          const result = renderers[index]?.render(aRecipient({ v: value }));
          if (result?.kind === 'notification') expect(isNotification(JSON.parse(result.payload))).toBe(true);
          else expect(result).toMatchObject({ kind: 'invalid', problem: { code: 'PP223', path: field } });
          expect(result?.kind === 'notification').toBe(fits);
        }),
      );
    },
  );

  it('never changes the keys or their order', () => {
    const notification = {
      title: '{{v}}.',
      message: '{{#each l}}{{this}}{{/each}}{{v}}.',
      android: { channel_id: 1, deep_link: { own: '{{v}}', 'a"b': '{{v}}' } },
      ios: { badge: 1, deep_link: { ins_dl_json: '{"a":{{json v}} }' } },
    };
    const renderer = rendererOf({ notification }, ['v', 'l']);
    const names = keysOf({ identifiers: { 'INSIDER.uuid': 0 }, camp_id: 0, camp_name: 0, ...notification });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (v, l) => {
        const result = renderer.render(aRecipient({ v, l }));
        expect(result.kind === 'notification' && keysOf(JSON.parse(result.payload))).toEqual(names);
      }),
    );
  });
});

function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value).map(([key, part]) => [key, keysOf(part)]);
}

/** Whether a link can be opened. True for any other field. */
function opens(field: string, text: string): boolean {
  const isPlain = URL.canParse(text) && !/[\s\p{Cc}]/u.test(text);
  if (/(?:internal|external|image_url)$/.test(field)) return isPlain && /^https:\/\/\w/.test(text);
  if (field.endsWith('scheme')) return isPlain && /^\w+:/.test(text);
  return !field.endsWith('json') || tryParseJson(text) !== undefined;
}

interface TestedLeaf {
  readonly field: string;
  /** The notification with a template in this one place. */
  readonly notification: Partial<CampaignNotification>;
  /** The API's notification with a value in this place. */
  fill(value: unknown): unknown;
}

/** The values that a text can mean. The schema takes one type in each place, and so at most one of these. */
function meanings(text: string): readonly unknown[] {
  const word = text.trim().toLowerCase();
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
  return [text, ...[number].filter(Number.isSafeInteger), ...[true, false].filter((truth) => String(truth) === word)];
}

/** One leaf for each value of the API outside the identifiers. */
function listLeaves(): readonly TestedLeaf[] {
  const whole = vendorNotification();
  return pathsOf(whole, [])
    .filter(([head]) => head !== 'identifiers')
    .map((path) => {
      const { identifiers: _identifiers, ...notification } = replaceAt(
        whole,
        path,
        '{{v}}',
      ) as Partial<CampaignNotification>;
      return {
        field: ['notification', ...path].join('.'),
        notification,
        fill: (value) => ({ ...(replaceAt(whole, path, value) as object), identifiers: { 'INSIDER.uuid': 'u' } }),
      };
    });
}

function pathsOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]));
}

function replaceAt(value: unknown, [head, ...rest]: readonly string[], by: unknown): unknown {
  if (head === undefined) return by;
  if (Array.isArray(value))
    return value.map((part, index) => (String(index) === head ? replaceAt(part, rest, by) : part));
  const members = Object.entries(value as object).map(([key, part]) => [
    key,
    key === head ? replaceAt(part, rest, by) : part,
  ]);
  return Object.fromEntries(members);
}
