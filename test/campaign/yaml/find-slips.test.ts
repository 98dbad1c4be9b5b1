// Typing mistakes in a campaign file: one finding for each, in the line of the mistake, with the character to write.
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';

const lines = `version: 1
id: spring
audience:
  file: people.csv
  where: { optin: "true" }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Spring
  title: "Hello {{name}}"
  message: "Good to see you"
  image_url: https://img.example.com/spring.jpg
  android:
    channel_id: 1
    sound: chime
  ios:
    badge: 1
`.split('\n');

/** The lines that are replaced, the text in their place, and its one finding. ⏎ is a line break, ⇥ a tab, ␣ a no-break space. */
const quotes = String.raw`
10|  title: 'İstanbul'da indirim' → PP103 10:19 an apostrophe inside a text in single quotes (') ends the text
10|  title: 'It's Ana's day' → PP103 10:13 an apostrophe inside a text in single quotes (') ends the text
10|  title: 'rock 'n' roll' → PP103 10:16 an apostrophe inside a text in single quotes (') ends the text
10|  title: '{{default ad 'x'}}' → PP103 10:24 an apostrophe inside a text in single quotes (') ends the text
10|  title: 'Hi {{default name 'you'}}, sale' → PP103 10:29 an apostrophe inside a text in single quotes (') ends the text
10|  title: "Say "hi" now" → PP103 10:15 a double quote inside a text in double quotes ends the text
10|  title: "{{default name "you"}}" → PP103 10:26 a double quote inside a text in double quotes ends the text
10|  title: "Hi "you", sale" → PP103 10:14 a double quote inside a text in double quotes ends the text
10|  title: 'Don't: miss' → PP103 10:14 an apostrophe inside a text in single quotes (') ends the text
10|  title: 'the boys'' → PP103 10:21 the closing quote (') is missing
10|  title: 'Hello → PP103 10:16 the closing quote (') is missing
10-11|  title: 'Hello⏎  message: It's here → PP103 10:16 the closing quote (') is missing
10|  title: "Hello → PP103 10:16 the closing quote (") is missing
10|  title: "Hello {{name}} → PP103 10:25 the closing quote (") is missing
10|  title: Hello {{name}}" → PP107 10:24 YAML reads the " at the end as a part of the text
5|  where: { city: 'L'Aquila' } → PP103 5:20 an apostrophe inside a text in single quotes (') ends the text
10|  title: "Hello" world → PP103 10:18 text after a closing quote
5|  where:⏎    city:⏎      - 'L'Aquila'⏎      - Roma → PP103 7:11 an apostrophe inside a text in single quotes (') ends the text
2|id: 'spring's' → PP103 2:12 an apostrophe inside a text in single quotes (') ends the text
10|  title: "Hello' → PP103 10:16 the text begins with " and ends with '
10|  title: 'Hello" → PP103 10:16 the text begins with ' and ends with "
10|  title: 'It\'s' → PP103 10:13 a backslash does not keep an apostrophe within single quotes
10|  title: "50\% off" → PP103 10:13 backslash with a character that cannot follow it in double quotes
4|  file: "C:\people\x.csv" → PP103 4:12 backslash with a character that cannot follow it in double quotes
10|  title: “Hello {{name}}” → PP107 10:10 YAML reads “ and ” as a part of the text
10|  title: “Hello" → PP107 10:10 YAML reads “ and " as a part of the text
10|  title: "Hello” → PP103 10:16 the text begins with " and ends with ”
10|  title: ‘Hello’ → PP107 10:10 YAML reads ‘ and ’ as a part of the text
10|  title: „Hello“ → PP107 10:10 YAML reads „ and “ as a part of the text
7|  identifiers: { email: “{{email}}” } → PP103 7:25 “ is not a quote of YAML, but a part of the text
10|  title: “Sale: now” → PP103 10:10 “ is not a quote of YAML, but a part of the text
5|  where: { optin: “true” } → PP107 5:19 YAML reads “ and ” as a part of the text
2|id: “spring” → PP107 2:5 YAML reads “ and ” as a part of the text
3-2|tags:⏎  - a⏎  b⏎  - c → PP103 5:3 the - of an entry is missing
`;

const indentation = String.raw`
10|   title: "Hello {{name}}" → PP103 10:4 this line is indented 1 blank too far
10| title: "Hello {{name}}" → PP103 10:2 this line is indented 1 blank too little
7|   identifiers: { email: "{{email}}" } → PP103 7:4 this line is indented 1 blank too far
12|   image_url: https://img.example.com/spring.jpg → PP103 12:4 this line is indented 1 blank too far
13|   android: → PP103 13:4 this line is indented 1 blank too far
13| android: → PP103 13:2 this line is indented 1 blank too little
15|     sound: chime → PP103 15:6 this line is indented 1 blank too far
15|   sound: chime → PP103 15:4 this line is indented 1 blank too little
3| audience: → PP103 3:2 this line is indented 1 blank too far
2| id: spring → PP103 2:2 this line is indented 1 blank too far
6| notification: → PP103 6:2 this line is indented 1 blank too far
4|file: people.csv → PP103 4:1 this line is indented 2 blanks too little
10|title: "Hello {{name}}" → PP103 10:1 this line is indented 2 blanks too little
9-8|      x: 1 → PP103 9:7 this line is indented 4 blanks too far
10|    title: "Hello {{name}}" → PP103 10:5 this line is indented 2 blanks too far
1| version: 1 → PP103 1:2 this line is indented 1 blank too far
5|    where: { optin: "true" } → PP103 5:5 this line is indented 2 blanks too far
1|version:1 → PP103 1:9 a space is missing after the colon
10|⇥title: "Hello {{name}}" → PP103 10:1 a tab as indentation
10|  ⇥title: "Hello {{name}}" → PP103 10:3 a tab as indentation
15|⇥⇥sound: chime → PP103 15:1 a tab as indentation
4|⇥file: people.csv → PP103 4:1 a tab as indentation
10|  title: |⏎  Hello → PP103 11:3 this line is indented 2 blanks too little
10|  title: Hello⏎  {{name}} → PP103 11:3 this line is indented 2 blanks too little
10|  title: "Hello⏎  {{name}}" → PP103 11:3 this line is indented 2 blanks too little
10|␣␣title: "Hello {{name}}" → PP103 10:2 a character that looks like a space but is another one, such as a no-break space
`;

const signs = String.raw`
10|  title:"x" → PP103 10:9 a space is missing after the colon
10|  title:'x' → PP103 10:9 a space is missing after the colon
10|  title:x → PP103 10:9 a space is missing after the colon
10|  title:{{name}} → PP103 10:9 a space is missing after the colon
8|  camp_id:7 → PP103 8:11 a space is missing after the colon
5|  where: { optin:"true" } → PP103 5:18 a space is missing after the colon
5|  where: { optin:true } → PP103 5:18 a space is missing after the colon
10|  title "Hello" → PP103 10:8 a colon is missing after the key
10|  title Hello → PP103 10:8 a colon is missing after the key
10|  title = "Hello" → PP103 10:9 = in place of a colon
10|  title="Hello" → PP103 10:8 = in place of a colon
3|audience → PP103 3:9 a colon is missing after the key
13|  android → PP103 13:10 a colon is missing after the key
10|  title： "Hello" → PP103 10:8 ： is not the colon of YAML
10|  title: Sale: now → PP103 10:14 a second colon in a line: YAML reads it as another key
10|  title: Hi {{name}}: now → PP103 10:21 a second colon in a line: YAML reads it as another key
10|  title: x message: y → PP103 10:19 a second colon in a line: YAML reads it as another key
10|  title: "Hello", → PP103 10:17 a comma after the value: lines of YAML end without one
10|  title: "Hello"; → PP103 10:17 a semicolon after the value: lines of YAML end without one
10|  title: {{name}} → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{name}}, hello → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{name}} hello → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{default name 'x'}} → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{ name | default: "y" }} → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{#if name}}x{{/if}} → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{ name } → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {{ name → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: Hello #{{name}} → warning PP107 10:16 YAML reads "#{{name}}" as a comment, not as part of the text before it
7|  identifiers: { email: {{email}} } → PP107 7:25 YAML reads {{ without quotes as a map, not as a template
7|  identifiers: { email: {{email}}, uuid: "{{id}}" } → PP107 7:25 YAML reads {{ without quotes as a map, not as a template
5|  where:⏎    city:⏎      - {{x}} → PP107 7:9 YAML reads {{ without quotes as a map, not as a template
3-2|key: {{id}} → PP107 3:6 YAML reads {{ without quotes as a map, not as a template
3-2|key: {{id}}:{{status}} → PP107 3:6 YAML reads {{ without quotes as a map, not as a template
10|  title: {{{name}}} → PP107 10:10 YAML reads {{ without quotes as a map, not as a template
10|  title: {% if x %}a{% endif %} → PP103 10:10 YAML reads { as the beginning of a map
10|  title: {name} hi → PP103 10:10 YAML reads { as the beginning of a map
10|  title: [Sale] now → PP103 10:10 YAML reads [ as the beginning of a list
10|  title: %50 indirim → PP103 10:10 text without quotes cannot begin with %
10|  title: @you → PP103 10:10 text without quotes cannot begin with @
10|  title: - x → PP103 10:10 YAML reads - and a space as the entry of a list, which needs a line of its own
10|  title: ? x → PP103 10:10 text without quotes cannot begin with ? and a space
10|  title: > x → PP103 10:10 YAML reads > as the beginning of a text on the lines below
10|  title: | x → PP103 10:10 YAML reads | as the beginning of a text on the lines below
10|  - title: "Hello {{name}}" → PP103 10:3 a - begins an entry of a list, and the lines around are a map
5|  where: { optin: "true" → PP103 5:25 the closing } is missing
5|  where: { city: [a, b } → PP103 5:24 the closing ] is missing
5|  where: { optin: "true" } } → PP103 5:28 a } that closes nothing
7|  identifiers: { email: "{{email}}" uuid: "{{id}}" } → PP103 7:36 a comma is missing
7|  identifiers: {⏎    email: "{{email}}"⏎    uuid: "{{id}}"⏎  } → PP103 8:23 a comma is missing
7|  identifiers: { email: "{{email}}"; uuid: "{{id}}" } → PP103 7:36 a semicolon between entries, in place of a comma
10|  title:␣"Hello {{name}}" → PP103 10:9 a character that looks like a space but is another one, such as a no-break space
2-1|/* comment */ → PP103 2:1 a comment of YAML does not begin with /*
2-1|// comment → PP103 2:1 a comment of YAML does not begin with //
`;

const meaning = String.raw`
5|  where:⏎    city:⏎      -Ankara⏎      -Roma → PP107 7:8 YAML reads this as one text, not as a list: a space is missing after each -
4-5|file: people.csv⏎where: { optin: "true" } → PP101 4:1 file and where stand beside audience, not in it
14-15|  channel_id: 1⏎  sound: chime → PP101 14:3 channel_id and sound stand beside android, not in it
17|  badge: 1 → PP101 17:3 badge stands beside ios, not in it
17|    badge:1 → PP101 17:5 notification.ios: expected a map, got "badge:1"
8|  camp_id: 7, → PP101 8:12 notification.camp_id: expected a whole number or a template such as "{{column}}", got "7,"
10|  title: {name} → PP101 10:10 notification.title: expected text, got a map
10|  title: [Sale] → PP101 10:10 notification.title: expected text, got a list
10|  title: *Sale* now → PP103 10:10 YAML reads * at the beginning of a text as an alias
10|  title: **Sale** → PP103 10:10 an alias (*name) without an anchor of that name (&name) above it
10|  title: & more → PP103 10:10 YAML reads & at the beginning of a text as an anchor
10|  title: &more x → warning PP107 10:10 YAML reads & and the word after it as an anchor, not as a part of the text
10|  title: !Wow → PP105 10:10 tags (!name) are not allowed
10|  title: #1 deal → PP107 10:10 YAML reads # and what follows it as a comment: the key has no value
10-11|  title: *m⏎  message: &m "Good to see you" → PP103 10:10 an alias (*name) above its anchor (&name)
10|  title: *m → PP103 10:10 an alias (*name) without an anchor of that name (&name) above it
10-11|  title: &hello x⏎  message: *helo → PP103 11:12 an alias (*name) without an anchor of that name (&name) above it
10|  :  "Hello {{name}}" → PP105 10:1 a colon without a key
2|:  spring → PP105 2:1 a colon without a key
10|  ? title: "Hello {{name}}" → PP105 10:10 a ? before a key
10|  title: → PP101 10:3 notification.title: expected text, got nothing
4-5| → PP101 3:1 audience: expected a map, got nothing
17| → PP101 16:3 notification.ios: expected a map, got nothing
7|  identifiers:  → PP101 7:3 notification.identifiers: expected a map, got nothing
10|  null: "Hello {{name}}" → PP105 10:3 the key null is not text
10|  1: "Hello {{name}}" → PP105 10:3 the key 1 is not text
10|  “title”: "Hello {{name}}" → PP102 10:3 unknown key "“title”" in notification
8|  "camp_id": 7, → PP101 8:14 notification.camp_id: expected a whole number or a template such as "{{column}}", got "7,"
13-12|  android.sound: chime → PP102 13:3 unknown key "android.sound" in notification
18-17|notification.ttl: 5 → PP102 18:1 unknown key "notification.ttl"
7|  identifiers: { INSIDER.emial: "{{email}}" } → PP102 7:18 unknown key "INSIDER.emial" in notification.identifiers
`;

function write(span: string, text: string): string {
  const [first = '', last = first] = span.split('-');
  const changed = text.replaceAll('⏎', '\n').replaceAll('⇥', '\t').replaceAll('␣', '\u00a0');
  const put = text === '' ? [] : [changed];
  return lines.toSpliced(Number(first) - 1, Number(last) - Number(first) + 1, ...put).join('\n');
}

function findingsIn(text: string): readonly string[] {
  const { diagnostics } = readCampaign('a.campaign.yaml', text);
  return diagnostics.map(({ severity, code, line, column, message }) => {
    const words = message.replace('not valid YAML: ', '');
    return `${severity === 'warning' ? 'warning ' : ''}${code} ${line}:${column} ${words}`;
  });
}

function helpFor(span: number | string, text: string): string | undefined {
  const { diagnostics } = readCampaign('a.campaign.yaml', write(String(span), text));
  return diagnostics.find(({ code }) => code !== 'PP139')?.help;
}

describe.each(Object.entries({ quotes, indentation, signs, meaning }))('%s:', (_kind, table) => {
  const rows = table
    .trim()
    .split('\n')
    .map((row) => /^([\d\-]+)\|(.*) → (.*)$/v.exec(row)?.slice(1) ?? []);

  test.each(rows)('line %s: %s', (span = '', text = '', expected) => {
    expect(findingsIn(write(span, text))).toEqual([expected]);
  });
});

test('the file itself has no findings', () => {
  expect(findingsIn(lines.join('\n'))).toEqual([]);
});

test.each([
  [10, "  title: 'İstanbul'da indirim'", "Write it twice (''), or put the whole text in double quotes (\")."],
  [
    10,
    "  title: '{{default ad 'x'}}'",
    'Put the whole text in double quotes ("), and keep the single ones inside {{ }}.',
  ],
  [10, '  title: "{{default ad "x"}}"', "Use single quotes inside {{ }}: '...'."],
  [10, '  title: "Say "hi""', 'Put a backslash before it (\\"), or put the whole text in single quotes.'],
  [10, '  title:"x"', 'Write a space between the colon and the value.'],
  [10, '   title: x', 'Take 1 blank away, so that it begins in column 3.'],
  [4, 'file: people.csv', 'Add 2 blanks, so that it begins in column 3.'],
  [4, '\tfile: people.csv', 'Indent with spaces, 2 for each level.'],
  [10, '  title: {{ name }', 'Close it with }}, and put the whole value in quotes, such as "{{name}}".'],
  [10, '  title: {{ name | default: "y" }}', "Put the whole value in single quotes (')"],
  [10, '  title: “Hello”', 'Write straight quotes: "...".'],
  [10, '  title: `x`', 'Put the whole text in quotes.'],
  [10, '  title: #1 deal', 'Put the whole text in quotes.'],
  [10, '  title: [Sale]', 'Text that begins with [ needs quotes.'],
  [10, '  title: "Hello', 'Add " at the end of the text.'],
  [8, '  camp_id: 7,', 'Remove the comma at the end'],
  ['13-12', '  android.sound: chime', 'write android: { sound: ... }.'],
  [17, '    badge:1', 'Write a space after the colon.'],
  [17, '', 'Its keys belong on the lines below, further right'],
])('line %s: %s is answered with what to write', (line, text, help) => {
  expect(helpFor(line, text)).toContain(help);
});

test('two mistakes have two findings, in the lines of the mistakes', () => {
  const text = write('4', 'file: people.csv')
    .replace('"Hello {{name}}"', "'It's'")
    .replace('sound: chime', 'sound:chime');
  expect(findingsIn(text).map((found) => found.slice(0, 11).trim())).toEqual([
    'PP103 4:1 t',
    'PP103 10:13',
    'PP103 15:11',
  ]);
});

test('a repeated mistake is one finding', () => {
  const tabs = lines.join('\n').replaceAll('\n    ', '\n\t\t').replaceAll('\n  ', '\n\t');
  expect(findingsIn(tabs)).toEqual(['PP103 4:1 a tab as indentation, here and in 12 more lines']);
  const long = [...lines, 'note: |', ...Array.from({ length: 1_200 }, () => '\tx'), ''].join('\n');
  expect(findingsIn(long)[0]).toContain('a tab as indentation, here and in 1,199 more lines');
  const fenced = ['```yaml', ...lines, '```', ''].join('\n');
  expect(findingsIn(fenced)).toEqual(['PP103 1:1 a line of Markdown around the YAML']);
  const shifted = lines.map((line, index) => (index > 8 && index < 12 ? ` ${line}` : line)).join('\n');
  expect(findingsIn(shifted)).toEqual(['PP103 10:4 these 3 lines are indented 1 blank too far']);
});

test('an alias may refer to an anchor inside a key, in which case the key is reported', () => {
  expect(findingsIn(write('2', 'id: spring⏎? [&crm a]⏎: 1⏎owner: *crm'))).toEqual(['PP105 3:3 a key that is not text']);
  expect(findingsIn(write('2', 'id: &name spring⏎*name : 1'))).toEqual(['PP105 3:1 an alias (*name) as a key']);
});

test('a text that cannot be explained gets the message of the library', () => {
  const made = findingsIn('a: [}{]: "\n  }: {');
  expect(made).toContain('PP103 2:3 this cannot stand here');
});
