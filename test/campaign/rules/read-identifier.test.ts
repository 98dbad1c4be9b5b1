import { describe, expect, it } from 'vitest';
import { readIdentifier } from '../../../src/campaign/rules/read-identifier.ts';

/** The identifier as it is sent, or what is wrong. */
function read(name: string, text: string): string {
  const reading = readIdentifier(name, text);
  if (reading.kind === 'identifier') return reading.sent;
  return reading.kind === 'fault' ? reading.message : 'empty';
}

const blanks = [
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\u0085',
  '\u00A0',
  '\u1680',
  '\u2003',
  '\u2028',
  '\u202F',
  '\u3000',
  '\uFEFF',
];
const hidden = ['\u0000', '\u0007', '\u001B', '\u00AD', '\u034F', '\u061C', '\u115F', '\u180E', '\u200B', '\u200E'];
const unseen = [...hidden, '\u202E', '\u2060', '\u2800', '\u3164', '\uD83D', '\uFE0F', '\uFFFD', '\u{E0041}'];

describe('every identifier', () => {
  it.each(blanks)('is trimmed of %j', (blank) => {
    expect(read('email', `${blank}ana@example.com${blank}${blank}`)).toBe('ana@example.com');
    expect(read('uuid', `${blank}u7${blank}`)).toBe('u7');
    expect(read('phone_number', `${blank}+15550111${blank}`)).toBe('+15550111');
    expect(read('INSIDER.custom.crm', blank)).toBe('empty');
  });

  it.each(unseen)('must not contain %j', (character) => {
    const fault = 'holds an invisible, control or damaged character';
    expect(read('INSIDER.email', `an${character}a@example.com`)).toBe(fault);
    expect(read('INSIDER.uuid', character)).toBe(fault);
    expect(read('INSIDER.custom.crm', `17${character}`)).toBe(fault);
    expect(read('INSIDER.phone_number', `${character}+15550111`)).toBe(fault);
  });
});

describe('an address', () => {
  it.each([
    'ana@example.com',
    'Ana.Maria+sale@Shop.Example.com',
    "o'brien@example.ie",
    'ayşe@örnek.example',
    'a..b.@example.jp',
    'a@b',
    '用户@例子.example',
  ])('is sent as it is written and keyed in lower case: %s', (text) => {
    expect(readIdentifier('INSIDER.email', text)).toEqual({
      kind: 'identifier',
      sent: text,
      keyed: text.toLowerCase(),
    });
  });

  it.each([
    ['not an address', 'is not an e-mail address: it contains a space'],
    ['ana @example.com', 'is not an e-mail address: it contains a space'],
    ['ana\u00A0b@example.com', 'is not an e-mail address: it contains a space'],
    ['mailto:a@b.example', 'begins with mailto:'],
    ['MAILTO:a@b.example', 'begins with mailto:'],
    ...['<a@b.example>', 'a@b,c@d', 'a@b;', '&lt;a@b&gt;', 'a@b;c@d', '(a)a@b', '[a@b]', '"a"@b', 'a:b@c'].map(
      (text): [string, string] => [
        text,
        'is not just an e-mail address: it contains a comma, a bracket or another mark',
      ],
    ),
    ...['ana', 'ana@', '@example.com', 'a@b@c', 'ana@.com', 'ana@example..com', 'ana@example.com.'].map(
      (text): [string, string] => [text, 'is not an e-mail address'],
    ),
    ["'a@b.example'", 'is a formula or a text mark of a spreadsheet'],
    ['NULL', 'is a placeholder, not a person'],
    ['#N/A', 'is an error of a spreadsheet'],
    ['{{email}}', 'is a template that was not filled in'],
    ['${user.email}', 'is a template that was not filled in'],
  ])('%s %s', (text, fault) => {
    expect(read('INSIDER.email', text)).toBe(fault);
  });
});

describe('a phone number', () => {
  it.each([
    ['+1 (555) 010-0100', '+15550100100'],
    ['+49 170 1234567', '+491701234567'],
    ['+1.555.0106000', '+15550106000'],
    [' +15550111 ', '+15550111'],
    ['+49\u00A0170\u202F1234567', '+491701234567'],
    ['+49\u2011170\u20131234567\u2212', '+491701234567'],
    ['(+90) [532] 123 45 67', '+905321234567'],
    ['+123456789012345', '+123456789012345'],
    ['+', 'empty'],
  ])('%s is sent as %s', (text, sent) => {
    expect(read('INSIDER.phone_number', text)).toBe(sent);
  });

  const noPlus = 'is not + and country code with 7 to 15 digits: it has no +';
  const noNumber = 'is not + and country code with 7 to 15 digits';
  it.each([
    ['+44 (0) 20 7946 0958', 'has a zero in brackets, which is not dialled from abroad'],
    ['+44(020) 7946 0958', 'has a zero in brackets, which is not dialled from abroad'],
    ['+44 [0]20 7946 0958', 'has a zero in brackets, which is not dialled from abroad'],
    ['+905550100001.0', 'ends in .0, like a number that was read as a float'],
    ['+905550100001.00', 'ends in .0, like a number that was read as a float'],
    ['+9.0555E+11', 'is in scientific notation, which has lost digits'],
    ['9.05550100001e11', 'is in scientific notation, which has lost digits'],
    ['05321234567', noPlus],
    ['0090 532 123 45 67', noPlus],
    ['905321234567', noPlus],
    ...[
      '+1 555 0100 x12',
      '+1 555 0100 ext. 12',
      '+15550100#12',
      '+15550100,,12',
      '+15550100;ext=12',
      'tel:+15550100',
    ].map((text): [string, string] => [text, noNumber]),
    ...['+15550100/+15550101', '+15550100 +15550101', '+15550100; +15550101', '+15550100 or 01'].map(
      (text): [string, string] => [text, noNumber],
    ),
    ...[
      '+0532123456',
      '+123456',
      '+1234567890123456',
      '+1555abc0100',
      '++15550100',
      '＋15550100',
      '+١٥٥٥٠١٠٠',
      'NULL',
      '-',
    ].map((text): [string, string] => [text, noNumber]),
  ])('%s %s', (text, fault) => {
    expect(read('INSIDER.phone_number', text)).toBe(fault);
  });

  it('without + is answered with how a campaign adds it', () => {
    expect(readIdentifier('phone_number', '905321234567')).toMatchObject({
      help: expect.stringContaining("phone_number: '+{{phone}}'"),
    });
  });
});

const nilUuid = '00000000-0000-0000-0000-000000000000';
const maxUuid = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';
const nulls = String.raw`\N "N \\N NULL (null) [NULL] <null> "null" 'null' None <none> nil <nil> NaN <NA> NA n/a N/D NaT pd.NA NA_character_ DBNull undefined <undefined> Inf Infinity`;
const fillers =
  'anonymous unknown (unknown) guest true FALSE missing <missing> empty (empty) blank (blank) void - -- — ? ??? . ... * {} [] () "" __';
const numbers = `0 00 000000 0.0 0,0 0.00 -0 1 -1 1.0 -1.0 +1 ${nilUuid} {${nilUuid}} ${nilUuid.replaceAll('-', '')} ${maxUuid} ${maxUuid.replaceAll('-', '')}`;
const errors =
  '#REF! #N/A #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #ERROR! #YOK #DEĞER! #NV #BEZUG! #¿NOMBRE? #VALEUR! #GETTING_DATA ###### #';
const unfilled = 'x{{id}} {{id}} ${user.id} <%=id%> {%x%} *|ID|* %%id%% %id% [[id]] {id} {user.id} {"id":1} ["17"]';

describe.each(['INSIDER.uuid', 'custom.crm'])('%s', (name) => {
  const placeholder = 'is a placeholder, not a person';
  it.each([
    ...[nulls, fillers, numbers].flatMap((list) => list.split(' ').map((text) => [text, placeholder])),
    ...['(not set)', 'Not Set', '(not provided)', '[object Object]', '< null >'].map((text) => [text, placeholder]),
    ...errors.split(' ').map((text) => [text, text === '#' ? placeholder : 'is an error of a spreadsheet']),
    ...unfilled.split(' ').map((text) => [text, 'is a template that was not filled in']),
    ...['="00123"', "'00123", '=A1', '=VLOOKUP(A1;B:C;2)'].map((text) => [
      text,
      'is a formula or a text mark of a spreadsheet',
    ]),
    ...['5.97135E+15', '5,97135E+15', '5e+15', '5.97135E15', '1.5e-7'].map((text) => [
      text,
      'is in scientific notation, which has lost digits',
    ]),
    ...['17.0', '-17.0', '17,0'].map((text) => [text, 'ends in .0, like an id that was read as a number']),
  ])('%s %s', (text = '', fault) => {
    expect(read(name, text)).toBe(fault);
  });

  it.each([
    'C-1001',
    '0012',
    '12',
    '10',
    '100',
    '1001.50',
    '12e45678',
    '{6F9619FF-8B86-D011-B42D-00C04FC964FF}',
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    'AB 12',
    'nullius',
    'naomi',
    'customer#17',
    '#17',
    'YWJj=',
    '山田-7',
    '+905321234567',
    'N',
    'nan-17',
    '17.01',
    'a%b',
  ])('accepts %s', (text) => {
    expect(readIdentifier(name, text)).toEqual({ kind: 'identifier', sent: text, keyed: text });
  });
});

it('a text that is made to be slow takes no longer', () => {
  const texts = [' ', '\u00A0', '0', '.', '9', "'", '#', '%', '{', '[', 'a.', '@a', '+1', '(0', '""'].map((unit) =>
    unit.repeat(100_000),
  );
  const before = process.cpuUsage().user;
  for (const text of texts) {
    for (const name of ['email', 'phone_number', 'uuid']) read(name, `x${text}x`);
    for (const name of ['email', 'phone_number', 'uuid']) read(name, text);
  }
  // In microseconds, and many times what it needs. Comparing each character with every other one would take minutes.
  expect(process.cpuUsage().user - before).toBeLessThan(20_000_000);
});
