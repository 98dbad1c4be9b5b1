// The excerpt of an answer that is not the API's own: its words, without personal data, the key or terminal escapes.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf, textsIn } from '../../src/insider/excerpt.ts';
import { payloadOf } from '../support/payloads.ts';

const secrets = ['Hello Zoë Lovelace', 'zoe.lovelace@example.com', '+15550100', 'key-abc-1'];

test.each([
  [
    'a web page',
    '<!DOCTYPE html><html><head><style>b{}</style></head><body><h1>400 Bad Request</h1><hr>nginx</body>',
    '400 Bad Request nginx',
  ],
  ['scripts', 'a<script>alert("b")</script> c <SCRIPT src=x>never ends', 'a c'],
  ['comments', 'a <!-- b --> c <!-- never ends', 'a c'],
  ['a tag that never ends', 'a <b c', 'a'],
  ['escapes of a terminal', '\u001B[31mred\u001B[0m \u0007bell', '[31mred[0m bell'],
  ['bidi and zero-width marks', 'sa\u202Efe \u200Bwords', 'safe words'],
  ['line breaks', ' a\r\n\tb\n', 'a b'],
  ['a no-break space', 'a&nbsp;b\u00A0c', 'a b c'],
  ['an entity', 'Zo&euml; &lt;b&gt; was here', '… was here'],
  ['an address', 'user bob@example.org, blocked', 'user … blocked'],
  ['long numbers', 'call 5550199 or 12', 'call … or 12'],
  ['a token', `token ${'a1-'.repeat(11)} is bad`, 'token … is bad'],
  ['percent-encoding', 'see ?q=Zo%C3%AB here', 'see … here'],
  ['JSON escapes', '{"error":"Zo\\u00eb L"}', '… L"}'],
  ['base64', 'got Wm/DqyBMb3ZlbGFjZQ== there', 'got … there'],
  ['a name', 'no zoë LOVELACE here', 'no … here'],
  ['a name in another form', 'no Zoe\u0308 here', 'no … here'],
  ['a name that was cut off', 'no Lovel here', 'no … here'],
  ['the key', 'key-abc-1 (key-abc)', '…-…-… (…-…)'],
  ['nothing', '', ''],
  ['only names', 'Zoë Lovelace', '…'],
])('an excerpt handles %s', (_name, body, expected) => {
  expect(excerptOf(body, secrets)).toBe(expected);
});

test('an excerpt has at most 200 characters, and does not split any', () => {
  expect(excerptOf('no '.repeat(500), [])).toHaveLength(200);
  const letters = '\u{20000} '.repeat(300);
  expect(Array.from(excerptOf(letters, []))).toHaveLength(200);
  expect(excerptOf(letters, []).isWellFormed()).toBe(true);
});

test('texts of a notification are found at any depth', () => {
  const payload = JSON.stringify({ a: 'one', b: { c: ['two', { d: 'three' }, 7, null] }, e: true });
  expect(textsIn(payload)).toEqual(['one', 'two', 'three']);
  expect(textsIn('no JSON')).toEqual([]);
});

test('no word of a request is shown, in whatever form the answer quotes it', () => {
  const name = fc.stringMatching(/^[A-Za-zŞğüöç]{4,12}$/);
  const digits = fc.stringMatching(/^[1-9]\d{6,11}$/);
  fc.assert(
    fc.property(name, name, digits, fc.nat({ max: 60 }), fc.nat(), (first, last, phone, from, how) => {
      const payload = payloadOf(
        { 'INSIDER.email': `${first}.${last}@example.com`, 'INSIDER.phone_number': `+${phone}` },
        { title: `${first}, your seat` },
      );
      const quoted = payload.slice(from);
      const ways = [
        quoted,
        JSON.stringify(quoted),
        encodeURIComponent(quoted),
        `<b>${quoted}</b>`,
        quoted.toUpperCase(),
      ];
      const shown = excerptOf(`Blocked: ${ways[how % ways.length]}`, textsIn(payload)).toLowerCase();
      for (const secret of [first, last, phone]) expect(shown).not.toContain(secret.toLowerCase());
      expect(shown).toContain('blocked');
    }),
  );
});
