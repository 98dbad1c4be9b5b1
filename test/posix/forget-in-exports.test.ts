// pushplan forget --export: removes a person from files that pushplan wrote elsewhere, also from a ledger that is restored later.
import { chmod, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readDiagnostics, readForget, readRun } from '../support/documents.ts';
import { makeWorkbook, textRow } from '../support/make-workbook.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText } from '../support/workspace.ts';

const audience = [
  'email,name,phone',
  ...Array.from({ length: 12 }, (_, index) => `person${index}@example.com,Person ${index},+4917012345${10 + index}`),
  '',
].join('\n');
const campaign = campaignText().replace(
  'identifiers: { email: "{{email}}" }',
  'identifiers: { email: "{{email}}", phone_number: "{{phone}}" }',
);

test('recipients, a report and a copy of the ledger are rewritten, and people removed from the copy are not sent to after it is restored', async () => {
  await using world = await makeSendingWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': audience });
  const { root, run } = world;
  const sent = await run('apply', '--yes', '--json', '--max-sends', '5', '--report', 'report.ndjson');
  const { run: id } = readRun(sent);
  await run('status', id, '--export', 'not_sent', '--out', 'left.csv');
  await run('status', id, '--export', 'accepted', '--out', 'accepted', '--format', 'ndjson');
  expect((await run('ledger', 'export', 'copy.ledger')).exitCode).toBe(0);
  const files = ['left.csv', 'accepted', 'report.ndjson', 'copy.ledger'];
  const exports = files.flatMap((file) => ['--export', file]);
  const read = (file: string): Promise<string> => readFile(join(root, file), 'latin1');
  const before = await Promise.all(files.map(read));
  expect(before[0]).toContain('"\'+491701234519"');

  // By the phone number only: of somebody who was sent to, and of somebody who waits.
  const forget = (phone: string): ReturnType<typeof run> =>
    run('forget', '--recipient', `phone_number=${phone}`, '--reason', 'x', '--yes', '--json', ...exports);
  const accepted = await forget('+491701234512');
  expect(accepted.exitCode).toBe(0);
  expect(readForget(accepted).exports).toEqual([
    { file: 'left.csv', kind: 'recipients', removed: 0 },
    { file: 'accepted', kind: 'recipients', removed: 1 },
    { file: 'report.ndjson', kind: 'recipients', removed: 1 },
    { file: 'copy.ledger', kind: 'ledger', removed: 0 },
  ]);
  const waiting = readForget(await forget('+49 170 12345-19'));
  expect(waiting.exports.map(({ removed }) => removed)).toEqual([1, 0, 0, 1]);
  const after = await Promise.all(files.map(read));
  expect(after.join('')).not.toMatch(/person[29]@|Person [29]\b|1234512|1234519/v);
  expect(after[0]).toBe(
    (before[0] ?? '')
      .split('\r\n')
      .filter((line) => !line.includes('person9@'))
      .join('\r\n'),
  );
  expect((await stat(join(root, 'left.csv'))).mode & 0o077).toBe(0);

  await rm(join(root, '.pushplan'), { recursive: true });
  expect((await run('ledger', 'import', '--restore', 'copy.ledger')).exitCode).toBe(0);
  const resumed = readRun(await run('resume', id, '--json'));
  expect(resumed).toMatchObject({ totals: { planned: 12, not_sent: 1 }, left_out: { forgotten: 1 } });
  expect(await world.reached()).not.toContain('person9@example.com');
});

test.each([
  ['gz', gzipSync, gunzipSync],
  ['zst', zstdCompressSync, zstdDecompressSync],
] as const)('rows in a .%s file are unpacked, and packed again', async (ending, pack, unpack) => {
  await using world = await makeSendingWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': audience });
  await world.run('apply', '--yes');
  const others = '{"campaign":"hello","email":"person2@example.com"}\n';
  const report = join(world.root, `report.${ending}`);
  const nobody = join(world.root, 'nobody');
  await writeFile(report, pack(`{"campaign":"hello","email":"person1@example.com"}\n${others}`));
  await writeFile(nobody, pack(''));
  const words = ['--recipient', 'email=person1@example.com', '--reason', 'x', '--yes', '--json'];
  const forgotten = await world.run('forget', ...words, '--export', report, '--export', nobody);
  expect(readForget(forgotten).exports.map(({ kind, removed }) => [kind, removed])).toEqual([
    ['recipients', 1],
    ['recipients', 0],
  ]);
  expect(unpack(await readFile(report)).toString()).toBe(others);
});

test('a workbook cannot be rewritten, and the possible formats are named before anything is done', async () => {
  await using world = await makeSendingWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': audience });
  await world.run('apply', '--yes');
  await writeFile(join(world.root, 'left.xlsx'), makeWorkbook({ sheets: { left: textRow(1, ['email']) } }));
  await writeFile(join(world.root, 'left.json'), '[{"email":"person1@example.com"}]');
  for (const [file, kind] of [
    ['left.xlsx', 'an Excel workbook (.xlsx)'],
    ['left.json', 'a list in JSON'],
  ] as const) {
    const words = ['--recipient', 'email=person1@example.com', '--reason', 'x', '--yes', '--json', '--export', file];
    const refused = await world.run('forget', ...words);
    const [finding] = readDiagnostics(refused);
    expect([refused.exitCode, finding?.message]).toEqual([3, `${file} cannot be rewritten: it is ${kind}`]);
    expect(finding?.help).toContain('as CSV or NDJSON, name that file, and delete this one');
  }
});

test('a report without recipients is not changed, also after its only recipient was forgotten', async () => {
  await using world = await makeSendingWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': audience });
  await world.run('apply', '--yes');
  await writeFile(join(world.root, 'report.ndjson'), '');
  const words = ['--recipient', 'email=person1@example.com', '--reason', 'x', '--yes', '--json'];
  const forgotten = await world.run('forget', ...words, '--export', 'report.ndjson');
  expect([forgotten.exitCode, readForget(forgotten).exports[0]?.removed]).toEqual([0, 0]);
  expect(await readFile(join(world.root, 'report.ndjson'), 'utf8')).toBe('');
  await writeFile(join(world.root, 'report.ndjson'), '{"campaign":"hello","email":"person1@example.com"}\n');
  for (const removed of [1, 0]) {
    const again = await world.run('forget', ...words, '--export', 'report.ndjson');
    expect([again.exitCode, readForget(again).exports[0]?.removed]).toEqual([0, removed]);
  }
});

test('a file that pushplan did not write ends the command before anything is done', async () => {
  await using world = await makeSendingWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': audience });
  await world.run('apply', '--yes');
  await writeFile(join(world.root, 'torn.ledger'), Buffer.from('28b52ffd00000000', 'hex'));
  await chmod(join(world.root, 'torn.ledger'), 0o600);
  await symlink(join(world.root, 'people.csv'), join(world.root, 'link.csv'));
  for (const [file, exitCode, code] of [
    ['nowhere.csv', 3, 'PP505'],
    ['link.csv', 3, 'PP505'],
    ['torn.ledger', 4, 'PP343'],
  ] as const) {
    const words = ['--recipient', 'email=person1@example.com', '--reason', 'x', '--yes', '--json', '--export', file];
    const refused = await world.run('forget', ...words);
    expect([refused.exitCode, readDiagnostics(refused)[0]?.code]).toEqual([exitCode, code]);
  }
  expect(await readFile(join(world.root, 'people.csv'), 'utf8')).toBe(audience);
});
