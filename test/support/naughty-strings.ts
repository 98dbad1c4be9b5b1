// Strings that break programs: the Big List of Naughty Strings, and a few that attack terminals and logs.
import list from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };

export const naughtyStrings: readonly string[] = list;

export const terminalAttacks: readonly string[] = [
  '\u001B[2J\u001B[H gone',
  '\u001B[3A up and over',
  '\u001B]0;new title\u0007',
  '\u001B]52;c;Y2xpcGJvYXJk\u0007',
  '\u001B]8;;https://evil.example.com\u001B\\innocent\u001B]8;;\u001B\\',
  '\u001B[6n\u001B[c',
  '\u001BP$q"p\u001B\\',
  '\u001B[?1049h other screen',
  '\u009B2J\u0090q\u009C',
  'good\rbad!',
  'abc\b\b\bxyz\u007F',
  'one\ntwo\vthree\ffour\u0085five\u2028six\u2029seven',
  '\u0007\u0007',
  '\u202Egnp.exe\u2066 \u2069\u200F',
  'pay\u200Bpal \uFEFF\u00AD\u2060\u3164',
  '\u001B[8mhidden\u001B[0m',
  '\uD83D lone \uDE00',
];

export const logAttacks: readonly string[] = [
  '::error::fake',
  '   ::add-mask::x',
  ':::error::x',
  '::::error::x',
  'word ::error::x',
  'x\n::error::y',
  'x\r::set-output name=a::b',
  'text ##[error]fake',
  '##[set-env name=PATH]x',
  '%0A::error::y',
  ',title=other::data',
  'a:b,c=d',
];
