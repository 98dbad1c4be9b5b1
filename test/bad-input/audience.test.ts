// Audience files that are not what they should be: refused as a whole, with row and line, and never with the content of a row.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectRefusal,
  makeBadWorkspace,
  rowCanary,
  startCounter,
  type BadInput,
  type Expected,
  badAudience,
} from '../support/bad-input.ts';
import { repositoryRoot } from '../support/repository.ts';
import { makeZip } from '../support/make-workbook.ts';

const oldWorkbook = Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex');
const bomb = makeZip({ 'xl/workbook.xml': '<workbook/>' }, 3_000_000_000);

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const named = 'a.campaign.yaml:4:19';

const paths: readonly [string, BadInput, Expected][] = [
  [
    'that is not there',
    badAudience('poeple.csv'),
    { code: 'PP150', at: named, says: 'poeple.csv is not there', help: 'relative to the folder of pushplan.yaml' },
  ],
  [
    'that is a folder',
    badAudience('list.csv', undefined, (root) => mkdirSync(`${root}/list.csv`)),
    { code: 'PP152', at: named, says: 'list.csv is a folder', help: 'Name a regular file' },
  ],
  [
    'that is a link out of the workspace',
    badAudience('list.csv', undefined, (root) => symlinkSync('/etc/passwd', `${root}/list.csv`)),
    {
      code: 'PP151',
      at: named,
      says: 'list.csv leads out of the workspace',
      help: 'a link is judged by where it leads',
    },
  ],
  [
    'below a link out of the workspace',
    badAudience('list/loyalty.csv', undefined, (root) =>
      symlinkSync(join(repositoryRoot, 'campaigns/audiences'), `${root}/list`),
    ),
    { code: 'PP151', at: named, says: 'list/loyalty.csv leads out of the workspace' },
  ],
  [
    'that is a link to nothing',
    badAudience('list.csv', undefined, (root) => symlinkSync(`${root}/none.csv`, `${root}/list.csv`)),
    { code: 'PP150', at: named, says: 'list.csv is not there' },
  ],
  ['with an absolute path', badAudience('/etc/passwd'), { code: 'PP151', at: named, says: 'is not a path within' }],
  [
    'above the workspace',
    badAudience('../people.csv'),
    { code: 'PP151', at: named, says: 'leads out of the workspace' },
  ],
  [
    'above the workspace, through a folder',
    badAudience('a/../../people.csv'),
    { code: 'PP151', at: named, says: 'leads out' },
  ],
  [
    'on a drive of Windows',
    badAudience(String.raw`C:\people.csv`),
    { code: 'PP151', at: named, says: 'is not a path' },
  ],
  ['at an address', badAudience('https://x.example/p.csv'), { code: 'PP151', at: named, says: 'is not a path' }],
];

describe('an audience', () => {
  test.each(paths)('%s', async (_name, bad, expected) => {
    await expectRefusal(sandbox, bad, expected);
  });
});

const [csv, tsv, ndjson, json] = ['people.csv', 'people.tsv', 'people.ndjson', 'people.json'];
const person = `${rowCanary}@example.com,${rowCanary}`;
const asUtf16 = (text: string) => Buffer.from(text, 'utf16le');
const empty = { code: 'PP209', says: 'the audience file is empty', help: 'Check the export' } as const;

/** Files that are wrong from their first bytes or lines. */
const heads: readonly [string, string, string | Uint8Array, Expected][] = [
  ['an empty csv', csv, '', { ...empty, at: csv }],
  ['a csv of blanks only', csv, '\n  \n', { ...empty, at: csv }],
  ['a csv of a byte order mark only', csv, '\uFEFF', { ...empty, at: csv }],
  ['an empty ndjson', ndjson, '', { ...empty, at: ndjson }],
  ['an empty json', json, '', { ...empty, at: json }],
  ['an empty gz', `${csv}.gz`, gzipSync(''), { ...empty, at: `${csv}.gz` }],
  [
    'a repeated column',
    csv,
    `email,name,email\n${person},x\n`,
    { code: 'PP202', at: `${csv}:1`, says: 'columns 1 and 3 both "email"', help: 'Rename or remove' },
  ],
  [
    'a column without a name',
    csv,
    `email,,name\n`,
    { code: 'PP202', at: `${csv}:1`, says: 'no name for column 2 of 3' },
  ],
  [
    'semicolons',
    csv,
    `email;name\n${person.replace(',', ';')}\n`,
    { code: 'PP211', at: `${csv}:1`, says: 'separated by semicolons, not by commas', help: "csv: { delimiter: ';' }" },
  ],
  ['tabs in a csv', csv, `email\tname\nx\ty\n`, { code: 'PP211', at: `${csv}:1`, says: 'separated by tabs' }],
  ['commas in a tsv', tsv, `email,name\n${person}\n`, { code: 'PP211', at: `${tsv}:1`, says: 'separated by commas' }],
  [
    'UTF-16',
    csv,
    asUtf16(`\uFEFFemail,name\n${person}\n`),
    { code: 'PP201', at: csv, says: 'it looks like UTF-16', help: 'csv: { encoding: utf-16le }' },
  ],
  ['UTF-16 without a mark', csv, asUtf16(`email,name\n${person}\n`), { code: 'PP201', at: csv, says: 'like UTF-16' }],
  ['an Excel workbook', csv, makeZip({ 'xl/workbook.xml': '' }), { code: 'PP216', at: csv, says: 'an Excel workbook' }],
  ['an old workbook', csv, oldWorkbook, { code: 'PP216', at: csv, says: '(.xls)', help: 'save it as .xlsx' }],
  ['a web page', csv, '<html><body>Sign in</body></html>', { code: 'PP216', at: csv, says: 'a web page' }],
  [
    'a decompression bomb',
    'people.xlsx',
    bomb,
    { code: 'PP218', at: 'people.xlsx', says: 'more than 200 MB', help: 'CSV' },
  ],
  ['text named .xlsx', 'people.xlsx', person, { code: 'PP216', at: 'people.xlsx', says: 'no workbook', help: '.csv' }],
  ['gzip without .gz', csv, gzipSync(person), { code: 'PP216', at: csv, says: 'gzip data', help: '.gz' }],
  ['text named .gz', `${csv}.gz`, person, { code: 'PP208', at: `${csv}.gz`, says: 'the compressed data is broken' }],
  [
    'an unknown ending',
    'people.txt',
    person,
    {
      code: 'PP213',
      at: named,
      says: 'the name of the audience file people.txt has no ending',
      help: '.csv, .tsv, .ndjson',
    },
  ],
  [
    'lines that end with CR',
    csv,
    `email,name\r${person}\r`,
    { code: 'PP204', at: `${csv}:1`, says: 'carriage return' },
  ],
  [
    'a broken line of ndjson',
    ndjson,
    `{"email":"a@example.com","name":"${rowCanary}"}\n{"email":"${rowCanary}","name":}\n`,
    { code: 'PP207', at: `${ndjson}:2`, says: 'row 2 (line 2) is not valid JSON', help: 'a JSON library' },
  ],
  [
    'a line of ndjson that is cut',
    ndjson,
    `{"email":"a@example.com","name":"${rowCanary}`,
    { code: 'PP207', at: `${ndjson}:1:46`, says: 'it ends too early' },
  ],
  ['ndjson of arrays', ndjson, '["a"]\n', { code: 'PP207', at: `${ndjson}:1`, says: 'is an array, not an object' }],
  ['json that is an object', json, `{"email":"${rowCanary}"}`, { code: 'PP207', at: `${json}:1`, says: 'JSON array' }],
  [
    'json that is never closed',
    json,
    `[{"email":"a@example.com","name":"${rowCanary}"}`,
    { code: 'PP207', at: `${json}:1`, says: 'before the array is closed', help: 'Copy or export' },
  ],
  [
    '1e400',
    ndjson,
    '{"email":"a","name":1e400}\n',
    { code: 'PP207', at: `${ndjson}:1`, says: 'number that is too large' },
  ],
  [
    'a lone surrogate',
    ndjson,
    String.raw`{"email":"a","name":"\ud800"}`,
    { code: 'PP207', at: `${ndjson}:1`, says: 'half of a surrogate pair', help: 'both halves' },
  ],
  [
    'a repeated key',
    ndjson,
    '{"email":"a","name":"b","email":"c"}\n',
    { code: 'PP212', at: `${ndjson}:1:25`, says: 'the key "email" twice' },
  ],
  [
    '50 levels',
    ndjson,
    `{"email":"a","name":${'['.repeat(50)}${']'.repeat(50)}}\n`,
    { code: 'PP207', at: `${ndjson}:1:52`, says: 'deeper than 32 levels' },
  ],
  [
    'a line of 2 MiB of ndjson',
    ndjson,
    `{"email":"a","name":"${'x'.repeat(2 * 1024 * 1024)}"}\n`,
    { code: 'PP206', at: `${ndjson}:1`, says: 'is longer than 1 MiB', help: 'Shorten the record' },
  ],
];

describe('refused by every command:', () => {
  test.each(heads)('%s', async (_name, file, content, expected) => {
    await expectRefusal(sandbox, badAudience(file, content), expected);
  });
});

test('json without records means nothing to send, with a warning', async () => {
  await using workspace = await makeBadWorkspace(sandbox, badAudience(json, '[]'));
  const result = await pushplan(['apply', '--yes', '--json'], { cwd: workspace.root, env: environment });
  expect(result.exitCode).toBe(0);
  const plan = await pushplan(['plan', '--json'], { cwd: workspace.root, env: environment });
  expect(plan.exitCode).toBe(0);
  expect(plan.stdout).toContain('PP210');
});
