// Faults further down in audience files, and invalid rows: reported by row and line, never with the content of a row.
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  apply,
  canaryRows,
  environment,
  expectFinding,
  expectHarmless,
  expectRefusal,
  findingsOf,
  makeBadWorkspace,
  plan,
  rowCanary,
  startCounter,
  validate,
  type Expected,
  badAudience,
} from '../support/bad-input.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const csv = 'people.csv';
const person = `${rowCanary}@example.com,${rowCanary}`;

const rows = (row: string | Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('email,name\nada@example.com,Ada\n'), Buffer.from(row)]);
const second = `${csv}:3`;
const cut = gzipSync(canaryRows(1000)).subarray(0, 2000);
const flipped = gzipSync(canaryRows(1000));
flipped.writeUInt8(flipped.readUInt8(flipped.length - 6) ^ 0xff, flipped.length - 6);

/** Faults further down, which validate does not see, as it reads only the header. */
const bodies: readonly [string, string, Uint8Array, Expected][] = [
  ['a field too many', csv, rows(`${person},3\n`), { code: 'PP203', at: second, says: 'row 2 (line 3) has 3 fields' }],
  [
    'a field too few',
    csv,
    rows(`${rowCanary}\n`),
    { code: 'PP203', at: second, says: 'has 1 field, the header has 2' },
  ],
  [
    'Latin-1',
    csv,
    rows(Buffer.from(`jos\u00E9@example.com,${rowCanary}\n`, 'latin1')),
    { code: 'PP201', at: second, says: 'the byte 0xE9', help: 'Save the file as UTF-8' },
  ],
  [
    'a NUL',
    csv,
    rows(`a@example.com,${rowCanary}\0\n`),
    { code: 'PP205', at: second, says: 'a NUL byte', help: 'Remove' },
  ],
  ['a cut gz', `${csv}.gz`, cut, { code: 'PP208', at: `${csv}.gz`, says: 'ends too early', help: 'Pack or copy' }],
  ['a damaged gz', `${csv}.gz`, flipped, { code: 'PP208', at: `${csv}.gz`, says: 'the compressed data is broken' }],
  [
    'a line of 2 MiB',
    csv,
    rows(`a@example.com,${rowCanary}${'x'.repeat(2 * 1024 * 1024)}\n`),
    { code: 'PP206', at: second, says: 'is longer than 1 MiB' },
  ],
  [
    'a quote that is never closed',
    csv,
    rows(`a@example.com,"${rowCanary}\n${canaryRows(20)}`),
    { code: 'PP204', at: second, says: 'opens on line 3 and is never closed', help: 'Close the quote' },
  ],
  [
    'a quote in a value',
    csv,
    rows(`a@x.example,A"${rowCanary}\n`),
    { code: 'PP204', at: second, says: 'in the middle of' },
  ],
  [
    'text behind a quote',
    csv,
    rows(`a@x.example,"A"${rowCanary}\n`),
    { code: 'PP204', at: second, says: 'something other' },
  ],
  [
    'a fault in row 5001',
    csv,
    Buffer.from(`${canaryRows(5000)}${person},3\n`),
    { code: 'PP203', at: `${csv}:5002`, says: 'row 5001 (line 5002) has 3 fields' },
  ],
];

describe('refused as soon as the rows are read:', () => {
  test.each(bodies)('%s', async (_name, file, content, expected) => {
    await expectRefusal(sandbox, badAudience(file, content), { ...expected, by: [plan, apply] });
  });

  test('render ends with the same finding', async () => {
    await using workspace = await makeBadWorkspace(sandbox, badAudience(csv, rows('x\n')));
    const result = await pushplan(['render', 'a.campaign.yaml'], { cwd: workspace.root, env: environment });
    expectHarmless(result);
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('error PP203 people.csv:3 row 2 (line 3) has 1 field');
  });
});

test('a header without rows means nothing to send, with a warning', async () => {
  await using workspace = await makeBadWorkspace(sandbox, badAudience(csv, 'email,name\n'));
  const options = { cwd: workspace.root, env: environment };
  const planned = await pushplan(['plan', '--json'], options);
  expect(planned.exitCode).toBe(0);
  expectFinding(findingsOf(planned), { code: 'PP210', at: `${csv}:1:1`, says: 'a header and no rows', help: 'export' });
  expect(await pushplan(['apply', '--yes'], options)).toMatchObject({ exitCode: 0 });
  expect(await pushplan([...validate, '--json'], options)).toMatchObject({ exitCode: 0 });
});

test('a recipient who is there twice gets it once, and is counted', async () => {
  const content = `email,name\n${person}\n${person.toUpperCase()}\n${person}\n`;
  await using workspace = await makeBadWorkspace(sandbox, badAudience(csv, content));
  const options = { cwd: workspace.root, env: environment };
  const planned = await pushplan(['plan', '--json'], options);
  expectHarmless(planned);
  expect(planned.json()).toMatchObject({
    totals: { rows: 3, send: 1, removed: 2 },
    campaigns: [{ counts: { removed: { duplicate: 2 } } }],
  });
  const before = sandbox.stats();
  const applied = await pushplan(['apply', '--yes', '--json'], options);
  expect(applied.json()).toMatchObject({ totals: { planned: 1 } });
  expect(sandbox.stats()).toMatchObject({ requests: before.requests + 1, duplicates: before.duplicates });
});

const unaddressed: readonly [string, string][] = [
  ['no identifier', ''],
  ['a placeholder', 'undefined'],
  ['blanks', '  '],
];

test.each(unaddressed)(
  'a row with %s is invalid and counted, and too many of them block the plan',
  async (_name, email) => {
    const content = `email,name\n${email},${rowCanary}\n${person}\n`;
    const bad = badAudience(csv, content);
    await expectRefusal(sandbox, bad, {
      code: 'PP302',
      at: 'pushplan.yaml:1:1',
      says: '1 invalid row',
      exit: 4,
      by: [plan, apply],
    });
    await using workspace = await makeBadWorkspace(sandbox, bad);
    const planned = await pushplan(['plan', '--json'], { cwd: workspace.root, env: environment });
    expect(findingsOf(planned)).toContainEqual(
      expect.objectContaining({ code: 'PP221', message: expect.stringContaining('(line 2)') }),
    );
  },
);
