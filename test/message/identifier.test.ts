import { describe, expect, it } from 'vitest';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

const all = {
  uuid: '{{id}}',
  'INSIDER.email': '{{email}}',
  phone_number: '{{phone}}',
  'custom.card': '{{card}}',
};
const columns = ['id', 'email', 'phone', 'card'];
const renderer = rendererOf({ notification: { identifiers: all } }, columns);

function sent(row: Readonly<Record<string, unknown>>): unknown {
  const result = renderer.render(aRecipient(row));
  return result.kind === 'notification' ? JSON.parse(result.payload).identifiers : result;
}

function keyOf(row: Readonly<Record<string, unknown>>): unknown {
  const result = renderer.key(aRecipient(row));
  return result.kind === 'key' ? result.key : result.problem;
}

describe('the identifiers', () => {
  it('get the prefix of the API, in the order of the author and without empty ones', () => {
    const row = { id: '0012', email: 'Ana@Example.com', phone: '+15550100', card: 'L-7' };
    expect(JSON.stringify(sent(row))).toBe(
      '{"INSIDER.uuid":"0012","INSIDER.email":"Ana@Example.com","INSIDER.phone_number":"+15550100","INSIDER.custom":{"card":"L-7"}}',
    );
    expect(sent({ id: ' ', email: '', card: 'L-7' })).toEqual({ 'INSIDER.custom': { card: 'L-7' } });
  });

  it.each([
    { id: '0012', email: 'Ana@Example.com', phone: ' +1 555 0100 00', card: 'L-7' },
    { id: '', email: 'ana@example.com' },
  ])('are taken from the key, so that they need not be printed again: %j', (row) => {
    const keyed = renderer.key(aRecipient(row));
    const identifiers = keyed.kind === 'key' ? keyed.identifiers : undefined;
    expect(identifiers).not.toBeUndefined();
    expect(renderer.render(aRecipient(row), identifiers)).toEqual(renderer.render(aRecipient(row)));
    expect(renderer.identities(aRecipient(row), identifiers)).toEqual(renderer.identities(aRecipient(row)));
  });

  it('are required', () => {
    const problem = { code: 'PP221', message: 'all identifiers are empty', path: 'notification.identifiers' };
    expect(sent({ id: '', phone: '  ' })).toEqual({ kind: 'invalid', problem });
    expect(keyOf({})).toEqual(problem);
  });

  it.each(['undefined', 'null', 'None', ' NaN ', '0', 1, -1, 'anonymous', 'n/a', '-', '[object Object]'])(
    'are not placeholders such as %j',
    (id) => {
      const problem = {
        code: 'PP221',
        message: 'INSIDER.uuid is a placeholder, not a person',
        path: 'notification.identifiers.uuid',
      };
      expect(sent({ id, email: 'ana@example.com' })).toEqual({ kind: 'invalid', problem });
      expect(keyOf({ id, email: 'ana@example.com' })).toEqual(problem);
    },
  );

  it.each(['+90 (532) 123-45-67', '+15550100', '+123456789012345'])(
    'accept %s as a phone number, and send it in E.164',
    (phone) => {
      expect(sent({ phone })).toEqual({ 'INSIDER.phone_number': phone.replaceAll(/[^+\d]/gv, '') });
    },
  );

  it.each(['05321234567', '905321234567', '+0532123456', '+123456', '+1234567890123456', '+1555abc0100', '++15550100'])(
    'do not accept %s as a phone number',
    (phone) => {
      expect(sent({ phone })).toMatchObject({
        kind: 'invalid',
        problem: { code: 'PP221', path: 'notification.identifiers.phone_number' },
      });
    },
  );
});

describe('the key', () => {
  it('is all identifiers by name, in one spelling for each person', () => {
    const key = 'v1:[["INSIDER.email","ana@example.com"],["INSIDER.phone_number","+15550100"],["INSIDER.uuid","C-1"]]';
    expect(keyOf({ id: 'C-1', email: 'ana@example.com', phone: '+15550100' })).toBe(key);
    expect(keyOf({ phone: '+1 555-0100', email: ' Ana@Example.COM', id: 'C-1 ' })).toBe(key);
    expect(keyOf({ id: 'c-1', email: 'ana@example.com', phone: '+15550100' })).not.toBe(key);
  });

  it('is never the same for different people, whatever their identifiers contain', () => {
    const keys = [
      { id: 'a', email: 'b' },
      { id: 'a","b' },
      { id: 'a"],["INSIDER.email","b' },
      { email: 'a', id: 'b' },
      { id: 'ab' },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is what the campaign defines', () => {
    const own = rendererOf({ key: '{{id}}:{{card}}' }, columns);
    expect(own.key(aRecipient({ id: 7, card: 'sent' }))).toEqual({ kind: 'key', key: 'v1:"7:sent"' });
    const looksLikeOthers = rendererOf({ key: '{{id}}' }, columns).key(aRecipient({ id: '[["INSIDER.uuid","7"]]' }));
    expect(looksLikeOthers).not.toEqual({ kind: 'key', key: 'v1:[["INSIDER.uuid","7"]]' });
  });

  it('cannot be empty', () => {
    const own = rendererOf({ key: '{{id}} {{card}}' }, columns);
    const problem = { code: 'PP221', message: 'the key is empty', path: 'key' };
    expect(own.key(aRecipient({ id: '', card: null }))).toEqual({ kind: 'invalid', problem });
    expect(rendererOf({ key: '{{id.x}}' }, columns).key(aRecipient({ id: 1 }))).toMatchObject({
      problem: { code: 'PP222', path: 'key' },
    });
  });
});
