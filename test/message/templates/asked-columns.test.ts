// Columns that decide as true or false: found in conditions, in the parts of conditions, and in partials.
import { describe, expect, it } from 'vitest';
import { partialsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';

const columns = ['vip', 'optin', 'city', 'items', 'order'];
const partials = partialsOf({
  greet: 'Hi {{#if vip}}VIP{{/if}}',
  given: '{{#if who}}VIP{{/if}}',
  deep: '{{> given who=is}}',
});

/** Each column that is used, with its place in the message or in the partial, such as "vip 7". */
function asked(message: string, parts: CampaignParts = {}): readonly string[] {
  const { asked: found } = rendererOf({ notification: { message }, ...parts }, columns, partials);
  return Array.from(found, ([name, { file, column }]) => `${name} ${file.replace('sale.campaign.yaml', '')}${column}`);
}

describe('a column is used as true or false', () => {
  it.each([
    ['{{#if vip}}x{{/if}}', ['vip 7']],
    ['{{#unless vip}}x{{/unless}}', ['vip 11']],
    ['{{#if city}}x{{else if vip}}y{{/if}}', ['city 7', 'vip 24']],
    ['{{#if (and vip city)}}x{{/if}}', ['vip 12', 'city 16']],
    ['{{#if (or vip (not optin))}}x{{/if}}', ['optin 20', 'vip 11']],
    ['{{#if (and vip (or city optin) items)}}x{{/if}}', ['city 20', 'optin 25', 'vip 12', 'items 32']],
    ['{{or vip city}}', ['vip 6', 'city 10']],
    ["{{#if (eq (not vip) 'true')}}x{{/if}}", ['vip 16']],
    ["{{#if (default vip 'no')}}x{{/if}}", ['vip 16']],
    ['{{#if (default city vip)}}x{{/if}}', ['city 16', 'vip 21']],
    ['{{#if (trim (lower vip))}}x{{/if}}', ['vip 20']],
    ['{{#if this.vip}}x{{/if}}', ['vip 7']],
    ['{{#if @root.vip}}x{{/if}}', ['vip 7']],
    ['{{#each items}}{{#if ../vip}}x{{/if}}{{/each}}', ['vip 22']],
    ['{{#with vip}}x{{/with}}', ['vip 9']],
    ['{{> greet}}', ['vip partials/greet.hbs10']],
    ['{{> given who=vip}}', ['vip partials/given.hbs7']],
    ['{{> deep is=vip}}', ['vip partials/given.hbs7']],
    ['{{#if vip}}x{{/if}}{{#if vip}}x{{/if}}', ['vip 7']],
  ])('%s', (message, found) => {
    expect(asked(message)).toEqual(found);
  });

  it('in a key, an identifier and a card too', () => {
    const item = {
      id: 1,
      headline: '{{#if ../optin}}x{{else}}y{{/if}}',
      description: 'd',
      image_url: 'https://a.example/b.jpg',
    };
    const found = asked('x', {
      key: '{{#if city}}{{city}}{{else}}x{{/if}}',
      notification: {
        identifiers: { uuid: 'c-{{#if vip}}1{{else}}2{{/if}}' },
        advanced_push_payload: { advanced_push_type: 'slider', advanced_push_items: { each: 'items', item } },
      },
    });
    expect(found).toEqual(['city 7', 'vip 9', 'optin 7']);
  });
});

describe('a column is not used as true or false', () => {
  it.each([
    '{{vip}}',
    "{{default vip 'no'}}",
    "{{#if (eq vip 'true')}}x{{/if}}",
    '{{#if (gt order 3)}}x{{/if}}',
    '{{#if (length vip)}}x{{/if}}',
    '{{#if (truncate "x" order)}}x{{/if}}',
    '{{#if items.[0].vip}}x{{/if}}',
    '{{#each items}}{{#if vip}}x{{/if}}{{/each}}',
    '{{#each items}}{{#if @first}}x{{/if}}{{/each}}',
    '{{#each items as |vip|}}{{#if vip}}x{{/if}}{{/each}}',
    "{{> given who='yes'}}",
  ])('in %s', (message) => {
    expect(asked(message)).toEqual([]);
  });

  it.each(['boolean', 'string', 'number', 'json'] as const)('if it is declared as %s', (type) => {
    expect(asked('{{#if vip}}x{{/if}}', { columns: { vip: type } })).toEqual([]);
  });
});
