// The people of a sandbox: users from a file, and users invented from a hash.
import { expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { defaultAssumptions } from '../../src/sandbox/assumptions.ts';
import { parseUsers } from '../../src/sandbox/users-file.ts';
import { peopleOf } from '../../src/sandbox/users.ts';

const shares = { noUserFound: 0.02, optOut: 0.04, unregistered: 0.01 };

function fates(seed: number) {
  const find = peopleOf(undefined, seed, shares, defaultAssumptions);
  return Array.from({ length: 10_000 }, (_, index) => {
    const person = find({ 'INSIDER.uuid': `u${index}` });
    if (person === undefined) return 'unknown';
    if (person.optedOut) return 'opted out';
    if (person.devices[0]?.uninstalled === true) return 'uninstalled';
    return person.devices[0]?.platform;
  });
}

test('invented users match the shares, and are the same for the same seed', () => {
  const first = fates(1);
  const share = (fate: string) => first.filter((one) => one === fate).length / first.length;
  expect(share('unknown')).toBeCloseTo(0.02, 2);
  expect(share('opted out')).toBeCloseTo(0.04, 2);
  expect(share('uninstalled')).toBeCloseTo(0.01, 2);
  expect(share('ios')).toBeCloseTo(0.465, 1);
  expect(share('android')).toBeCloseTo(0.465, 1);
  expect(fates(1)).toEqual(first);
  expect(fates(2)).not.toEqual(first);
});

test('an invented user has the identifiers that were used', () => {
  const find = peopleOf(undefined, 1, { noUserFound: 0, optOut: 0, unregistered: 0 }, defaultAssumptions);
  const person = find({ 'INSIDER.email': 'Ada@example.com', 'INSIDER.custom': { crm: '1' }, other: 'x' });
  expect(person?.keys).toEqual(['email:Ada@example.com', 'custom.crm:1']);
  expect(person?.attributes.get('INSIDER.email')).toBe('Ada@example.com');
  expect(person?.attributes.get('INSIDER.custom.crm')).toBe('1');
  expect(find({ other: 'x' })).toBeUndefined();
  expect(find({ 'INSIDER.email': '' })).toBeUndefined();
  expect(find({ 'INSIDER.custom.crm': '1' })).toBeUndefined();
  expect(find({ 'INSIDER.shoe_size': '44' })).toBeUndefined();
});

test('a users file is read', () => {
  const users = [
    { email: 'ada@example.com', opted_out: true, attributes: { age: 36, name: null } },
    { uuid: 'u1', custom: { crm: '1' }, devices: [{ platform: 'ios', uninstalled: true, certificate: false }] },
  ];
  expect(parseUsers(JSON.stringify(users))).toEqual(users);
  expect(parseUsers('[]')).toEqual([]);
  expect(parseUsers('\u{FEFF}[]')).toEqual([]);
});

test.each([
  ['{', ['the users file is not JSON']],
  ['{}', ['the users file is not a JSON list']],
  ['[1]', ['user 1 must be an object.']],
  ['[{}]', ['user 1 has no identifier: one of email, phone_number, uuid, custom.']],
  ['[{"emial":"a"}]', [expect.stringContaining('user 1 has the unknown key "emial"')]],
  [
    '[{"email":"a"},{"email":1,"optedOut":true}]',
    [
      '"email" of user 2 must be a string.',
      'user 2 has the unknown key "optedOut"; known are email, phone_number, uuid, custom, opted_out, refused, devices, attributes.',
    ],
  ],
  ['[{"uuid":"a","devices":{}}]', ['"devices" of user 1 must be a list of {platform, uninstalled?, certificate?}.']],
  [
    '[{"uuid":"a","devices":[{"platform":"web"},{"platform":"ios","uninstalled":1}]}]',
    [
      '"platform" of device 1 of user 1 must be "ios" or "android".',
      '"uninstalled" of device 2 of user 1 must be true or false.',
    ],
  ],
  ['[{"uuid":"a","refused":true}]', ['"refused" of user 1 must be a string.']],
  [
    '[{"uuid":"a","refused":"Optout"}]',
    [expect.stringMatching(/^"refused" of user 1 must be one of the reasons NoUserFound, OptOut, .*\.$/u)],
  ],
  ['[{"uuid":"a","custom":{"x":1}}]', ['"custom" of user 1 must be an object of strings.']],
  [
    '[{"uuid":"a","attributes":{"list":[]}}]',
    ['Attribute "list" of user 1 must be a string, a number, true, false or null.'],
  ],
  ['[{"uuid":"a","__proto__":1}]', [expect.stringContaining('unknown key "__proto__"')]],
])('%s is refused, with all findings', (text, messages) => {
  let refusal: unknown;
  try {
    parseUsers(text, 'users.json');
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ exitCode: 3, diagnostics: messages.map(() => ({ file: 'users.json' })) });
  expect((refusal as Refusal).diagnostics.map(({ message }) => message)).toEqual(messages);
});
