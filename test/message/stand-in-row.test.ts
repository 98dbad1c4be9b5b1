// A notification of stand-ins: conditions use the row, printed cells are replaced, and the author's words are as they will be sent.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { aRecipient, partialsOf, rendererOf } from '../support/a-campaign.ts';

type Row = Readonly<Record<string, unknown>>;

function standInOf(
  notification: Partial<CampaignNotification>,
  row: Row,
  partials: Readonly<Record<string, string>> = {},
) {
  return rendererOf({ notification }, Object.keys(row), partialsOf(partials)).standIn(aRecipient(row));
}

const row: Row = {
  name: 'Ada',
  nick: '',
  city: 'izmir',
  n: 5,
  one: 1,
  zero: 0,
  price: '1299.5',
  share: 0.3,
  due: '2027-01-31',
  time: '2026-03-01T22:30:00Z',
  written: '2026-03-01 22:30:00 UTC',
  local: '2026-03-01 22:30:00',
  currency: 'TRY',
  language: 'tr',
  vip: false,
  yes: 'true',
  status: 'sent',
  labels: { sent: 'on its way', lost: 'gone' },
  stock: { Kiel: 7, Ulm: 12 },
  items: [{ name: 'Shirt' }, { name: 'Scarf' }, { name: 'Hat' }, { name: 'Belt' }, { name: 'Bag' }],
  sizes: ['S', 'M'],
  empty: [],
};

describe('a template prints for a row of stand-ins', () => {
  it.each([
    // The author's words are as they will be sent.
    ["{{default nick 'Hello there'}}", 'Hello there'],
    ["{{default nick name 'you'}}", 'Lor'],
    ["{{upper 'thank you'}} {{upper name}}", 'THANK YOU LOR'],
    ["{{or nick 'friend'}} {{or name 'friend'}}", 'friend Lor'],
    ["{{default (trim nick) (upper 'hi')}}", 'HI'],
    // The plural form is that of the row's number, and the printed number fits it.
    ["{{plural n 'en' one='# seat' other='# seats'}}", '2 seats'],
    ["{{plural one 'en' one='# seat' other='# seats'}}", '1 seat'],
    ["{{plural zero 'en' zero='none left' one='# seat' other='# seats'}}", 'none left'],
    ["{{plural n 'pl' one='# rzecz' few='# rzeczy' many='# rzeczy!' other='#'}}", '5 rzeczy!'],
    ["{{plural price 'en' one='# point' other='# points'}}", '1,234.5 points'],
    // The stand-in is kept if no number of one digit has the form of the row's number.
    // The form for 0 alone is right for no other number.
    ["{{plural zero 'ar' zero='#' one='#' two='#' few='#' many='#' other='#'}}", '0'],
    ["{{plural n 'lv' zero='-' one='# punkts' many='# punktu' other='# punkti'}}", '2 punkti'],
    ["{{titlecase name language}} {{capitalize city 'nl'}}", 'Lor Lorem'],
    [
      "{{date written 'sv' style='short' time='short'}} {{date local 'sv' style='short'}}",
      '2026-09-23 20:45 2026-09-23',
    ],
    // The length of a list is the real one.
    ["{{plural items.length 'en' one='# thing' other='# things'}} you love", '5 things you love'],
    ['{{length items}} {{length city}} {{items.length}}', '5 5 5'],
    ['{{#each items}}{{@number}}/{{@index}}{{#if @first}}!{{/if}} {{/each}}', '1/0! 2/1 3/2 4/3 5/4 '],
    ['{{#each empty}}x{{else}}nothing{{/each}}', 'nothing'],
    // Dates keep their year, and are written in the row's language.
    ["{{date due 'en' style='long'}}", 'September 23, 2027'],
    ["{{date due 'pl' style='long'}}", '23 września 2027'],
    ["{{date due language weekday='long' day='numeric' month='long'}}", '23 Eylül Perşembe'],
    ["{{date time 'en' style='short' time='short' zone='Europe/Istanbul'}}", '9/23/26, 11:45 PM'],
    // Currency, decimals and language are the row's, the amount is not.
    ['{{currency price currency language}}', '₺1.234,50'],
    ["{{currency price 'TRY' 'en' digits=0}}", 'TRY\u00A01,235'],
    ["{{number price 'de' digits=n}}", '1.234,50000'],
    ['{{percent share}}', '10%'],
    ["{{truncate 'Linen shirt' n}} {{truncate name 2}}", 'Line… L…'],
    ['{{capitalize city language}} {{lower name}}', 'Lorem lor'],
    // Conditions are decided by the row.
    ["{{#if (eq name 'Ada')}}you{{else}}somebody{{/if}}", 'you'],
    ["{{#if (ne city 'izmir')}}far{{else}}near{{/if}}", 'near'],
    [
      '{{#if (gt n 4)}}many{{/if}}{{#if (gte n 6)}}more{{/if}}{{#if (lt zero 1)}}, none{{/if}}{{#if (lte n 4)}}few{{/if}}',
      'many, none',
    ],
    [
      '{{#if zero}}some{{else}}none{{/if}} {{#unless zero}}none{{/unless}} {{#if (not zero)}}none{{/if}}',
      'none none none',
    ],
    ['{{#if (and name zero)}}both{{else}}not both{{/if}} {{#if (or zero name)}}one{{/if}}', 'not both one'],
    ['{{#if vip}}VIP{{else}}guest{{/if}} {{vip}} {{yes}}', 'guest false true'],
    ['{{#with zero}}some{{else}}none{{/with}} {{#with items.[0]}}{{name}}{{/with}}', 'none Lorem'],
    // A name is looked up by the value of the row; a printed key is data.
    ['{{lookup labels status}}', 'lo rem ips'],
    ['{{#each stock}}{{@key}}={{this}} {{/each}}', 'Lore=1 Lor=12 '],
    ['{{#each stock as |left town|}}{{town}}: {{left}} {{lookup ../stock town}} {{/each}}', 'Lore: 1 1 Lor: 12 12 '],
    ['{{json stock}}{{json sizes}}{{json nick}}{{json name}}', '{"Lore":1,"Lor":12}["L","L"]"""Lor"'],
    ["{{join sizes ' or '}}", 'L or L'],
    ['{{urlencode (upper city)}}', 'LOREM'],
    ["{{> p who=name}} {{> p who='you'}}", 'Dear Lor! Dear you!'],
  ])('%j: %j', (message, printed) => {
    expect(standInOf({ message }, row, { p: 'Dear {{who}}{{#if (eq name "Ada")}}!{{/if}}' })?.message).toBe(printed);
  });
});

test('a helper that cannot use a stand-in prints the shape of its result', () => {
  // Because of its exponent, the stand-in of this text is not a number, but the text of the row is one.
  expect(standInOf({ message: '{{number n}} points' }, { n: '1e0005' })?.message).toBe('123,456 points');
});

test('a stand-in may be longer than its row, and longer than a row may be', () => {
  const people = Array.from({ length: 400 }, () => 'a@b.co');
  const message = standInOf({ message: '{{#each people}}{{this}} {{/each}}' }, { people })?.message;
  expect(message).toBe('l@example.invalid '.repeat(400));
});

test('identifiers have the form of the row, and addresses have a domain that nobody has', () => {
  const identifiers = {
    email: '{{user}}@{{lower company}}.com',
    phone_number: '+{{phone}}',
    uuid: '{{id}}',
  };
  const person = { user: 'ada', company: 'Acme', phone: '905551112233', id: '550e8400-e29b-41d4-a716-446655440000' };
  expect(standInOf({ identifiers }, person)?.identifiers).toEqual({
    'INSIDER.email': 'lor@example.invalid',
    'INSIDER.phone_number': '+123456789123',
    'INSIDER.uuid': '12345678-9abc-4def-8123-456789abcdef',
  });
});

test('a word of the API is printed as it is, whatever helpers make it', () => {
  const notification = {
    message: "{{upper 'done'}}",
    advanced_push_payload: {
      advanced_push_type: "{{#if (eq kind 'slider')}}{{lower (default kind 'slider')}}{{else}}carousel{{/if}}",
      advanced_push_items: {
        each: 'l',
        item: {
          id: '{{@number}}',
          headline: '{{upper this}}',
          description: 'd',
          image_url: 'https://img.example.com/a',
        },
      },
    },
  } as unknown as Partial<CampaignNotification>;
  expect(standInOf(notification, { kind: 'slider', l: ['Red', 'Blue', 'Green'] })).toMatchObject({
    message: 'DONE',
    advanced_push_payload: {
      advanced_push_type: 'slider',
      advanced_push_items: [
        { id: 1, headline: 'LOR' },
        { id: 2, headline: 'LORE' },
        { id: 3, headline: 'LOREM' },
      ],
    },
  });
});

/** A template whose own words are the only letters outside the alphabet of the rows. */
const template =
  "Hello {{default nick 'there'}}{{#if (gt n 3)}}, many{{/if}}: {{#each list}}{{@number}}. {{upper this}} {{/each}}" +
  "{{plural n 'en' one='# seat' other='# seats'}} {{json map}} {{truncate name n}} {{urlencode name}} {{lookup map name}}";

test('no stand-in contains anything of a person, and every row that can be sent has one', () => {
  const word = fc.stringMatching(/^[QXZKqxzk]{3,9}$/);
  const person = fc.record({
    name: word,
    nick: fc.oneof(word, fc.constant('')),
    n: fc.integer({ min: 1, max: 9 }),
    list: fc.array(word, { maxLength: 5 }),
    map: fc.dictionary(word, word, { minKeys: 1 }),
  });
  const renderer = rendererOf({ notification: { message: template } }, ['name', 'nick', 'n', 'list', 'map']);
  fc.assert(
    fc.property(person, (given) => {
      const values = { ...given, map: { ...given.map, [given.name]: given.name } };
      const before = renderer.render(aRecipient(values));
      const message = renderer.standIn(aRecipient(values))?.message;
      expect(message).toMatch(given.nick === '' ? /^Hello there/ : /^Hello lo/i);
      expect(message).toContain(given.n > 3 ? ', many: ' : given.n === 1 ? '1 seat ' : ' seats ');
      expect(message).not.toMatch(/[qxzk]/i);
      expect(renderer.render(aRecipient(values))).toEqual(before);
    }),
  );
});
