import { describe, expect, it } from 'vitest';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { keyTemplateOf } from '../../src/plan/key-template.ts';
import { aCampaign, partialsOf } from '../support/a-campaign.ts';

type Identifiers = CampaignNotification['identifiers'];

function ofKey(key: string, partials: Readonly<Record<string, string>> = {}): string {
  return keyTemplateOf(aCampaign({ key }), partialsOf(partials));
}

function ofIdentifiers(identifiers: Identifiers, partials: Readonly<Record<string, string>> = {}): string {
  return keyTemplateOf(aCampaign({ notification: { identifiers } }), partialsOf(partials));
}

describe('the template of a key', () => {
  it('reads like the file', () => {
    expect(ofKey('{{email}}:{{status}}')).toBe('key: "{{email}}:{{status}}"');
    expect(ofIdentifiers({ uuid: '{{id}}', email: '{{email}}' })).toBe(
      'identifiers: { INSIDER.email: "{{email}}", INSIDER.uuid: "{{id}}" }',
    );
  });

  it.each([
    ['{{ email }}', '{{email}}'],
    ['{{{ email}}}', '{{{email}}}'],
    ['{{~ email  ~}}', '{{~email~}}'],
    ['{{default  email\n  "a  b"}}', '{{default email "a  b"}}'],
    ["{{default email '}} '}} ", "{{ default email '}} ' }} "],
    ['{{a}} {{ b }}', '{{ a }} {{b}}'],
  ])('%j is %j', (one, other) => {
    expect(ofKey(one)).toBe(ofKey(other));
  });

  it.each([
    ['{{email}} ', '{{email}}'],
    [' {{email}}', '{{email}}'],
    ['{{a}} {{b}}', '{{a}}{{b}}'],
    ['{{default email "a b"}}', '{{default email "a  b"}}'],
    [String.raw`\{{ email }}`, String.raw`\{{email}}`],
    ['{{lower email}}', '{{email}}'],
    ['{{email', '{{ email'],
  ])('%j is not %j', (one, other) => {
    expect(ofKey(one)).not.toBe(ofKey(other));
  });

  it('says in which zone a column of dates is written', () => {
    const zones = ['UTC', 'Europe/Istanbul', undefined];
    const texts = zones.map((zone) => {
      const dates = { t: zone === undefined ? {} : { zone } };
      return keyTemplateOf(aCampaign({ key: '{{id}}:{{t}}', columns: { t: 'date' }, dates }), partialsOf({}));
    });
    expect(texts[0]).toBe('key: "{{id}}:{{t}}", column t: date in "UTC"');
    expect(new Set(texts).size).toBe(3);
  });

  it('is the same for identifiers in any order and spelling', () => {
    expect(ofIdentifiers({ 'INSIDER.email': '{{ email }}', uuid: '{{id}}' })).toBe(
      ofIdentifiers({ uuid: '{{id}}', email: '{{email}}' }),
    );
    expect(ofIdentifiers({ email: '{{mail}}' })).not.toBe(ofIdentifiers({ email: '{{email}}' }));
  });

  it('differs from a key that only looks like identifiers', () => {
    const identifiers = ofIdentifiers({ email: '{{email}}' });
    expect(ofKey(identifiers)).not.toBe(identifiers);
    expect(ofKey(identifiers.slice('identifiers: '.length))).not.toBe(identifiers);
    expect(ofKey('a", p: "x')).not.toBe(ofKey('a', { p: 'x' }));
  });

  it('has the texts of the partials that it calls, directly or through one another', () => {
    const calls = (inner: string): string => ofKey('{{> outer}}', { outer: '{{> inner}}', inner, other: inner });
    expect(calls('{{email}}')).not.toBe(calls('{{email}}-2'));
    expect(calls('{{email}}')).toContain('partial inner: "{{email}}"');
    expect(calls('{{email}}')).not.toContain('other');
    expect(ofIdentifiers({ email: '{{> p}}' }, { p: 'a' })).not.toBe(ofIdentifiers({ email: '{{> p}}' }, { p: 'b' }));
    expect(ofKey('{{> gone}}')).toBe('key: "{{> gone}}", partial gone: ""');
  });

  it('has the types of the columns that it prints', () => {
    const columns = { id: 'integer', order: 'json', name: 'string', price: 'number', 'a b': 'number' } as const;
    const typed = (key: string): string => keyTemplateOf(aCampaign({ key, columns }), partialsOf({ p: '{{price}}' }));
    expect(typed('{{id}}')).toBe('key: "{{id}}", column id: integer');
    expect(typed('{{order.id}} {{name}}')).toBe('key: "{{order.id}} {{name}}", column id: integer, column order: json');
    expect(typed('{{> p}}')).toContain('column price: number');
    expect(typed('{{[a b]}}')).toBe('key: "{{[a b]}}", column a b: number');
    expect(typed('{{idea}}')).toBe('key: "{{idea}}"');
  });
});
