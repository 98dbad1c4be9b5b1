// The file of a saved plan: a file that was cut, edited or made for something else is refused, and nothing is sent.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSavedPlan } from '../../src/planning/saved/saved-plan.ts';
import { Refusal } from '../../src/errors.ts';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) };

/** Saves a plan in sale.plan.json, and copies it to a file whose name does not say that it is a plan. */
async function makePlanned(): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(files);
  expect((await workspace.run('plan', '--out', 'sale.plan.json')).exitCode).toBe(0);
  await copyFile(join(workspace.root, 'sale.plan.json'), join(workspace.root, 'sale'));
  return workspace;
}

/** Reads a saved plan, and returns it as text, or 'refused' if it was refused as damaged. */
async function read(root: string, name: string): Promise<string> {
  try {
    return JSON.stringify(await readSavedPlan(root, name)) ?? 'no plan';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { exitCode, diagnostics } = error;
    const [finding, ...others] = diagnostics;
    const isRight = exitCode === 3 && finding?.code === 'PP101' && finding.help?.includes('plan --out FILE') === true;
    return isRight && others.length === 0 ? 'refused' : JSON.stringify({ exitCode, diagnostics });
  }
}

/** Flips the bits of each mask in each byte in turn, and counts how often each result occurs. The file is whole again at the end. */
async function flipAll(root: string, name: string, masks: readonly number[]): Promise<Map<string, number>> {
  const bytes = await readFile(join(root, name));
  const came = new Map<string, number>();
  const file = openSync(join(root, name), 'r+');
  try {
    for (const [at, byte] of bytes.entries()) {
      for (const mask of masks) {
        writeSync(file, Buffer.of(byte ^ mask), 0, 1, at);
        const result = await read(root, name);
        came.set(result, (came.get(result) ?? 0) + 1);
      }
      writeSync(file, Buffer.of(byte), 0, 1, at);
    }
  } finally {
    closeSync(file);
  }
  return came;
}

describe('read', () => {
  // Without the name of a plan, the file is recognised by its keys, and these may be damaged.
  test.each(['sale.plan.json', 'sale'])('%s with any byte flipped is refused, or is the same plan', async (name) => {
    await using workspace = await makePlanned();
    const whole = await read(workspace.root, name);
    expect(whole).toContain('"seal":"pp1:');
    const came = await flipAll(workspace.root, name, [0x01, 0x2a, 0x80]);
    const { length } = await readFile(join(workspace.root, name));
    expect([...came.keys()].toSorted()).toEqual(['refused', whole].toSorted());
    // The mask 0x2a turns a space into a line break. Most changes that are accepted are such white space.
    expect(came.get('refused')).toBeGreaterThan(length * 2);
  });

  test('cut anywhere except before its last line break, it is refused', async () => {
    await using workspace = await makePlanned();
    const { length } = await readFile(join(workspace.root, 'sale.plan.json'));
    const whole = await read(workspace.root, 'sale.plan.json');
    const file = openSync(join(workspace.root, 'sale.plan.json'), 'r+');
    const came: string[] = [];
    for (let left = length - 1; left >= 0; left -= 1) {
      ftruncateSync(file, left);
      came.push(await read(workspace.root, 'sale.plan.json'));
    }
    closeSync(file);
    expect(came[0]).toBe(whole);
    expect(new Set(came.slice(1))).toEqual(new Set(['refused']));
  });

  test('with other line ends and indentation it is the same plan', async () => {
    await using workspace = await makePlanned();
    const text = await readFile(join(workspace.root, 'sale.plan.json'), 'utf8');
    const whole = await read(workspace.root, 'sale.plan.json');
    await workspace.write('sale.plan.json', text.replaceAll('\n', '\r\n'));
    expect(await read(workspace.root, 'sale.plan.json')).toBe(whole);
    await workspace.write('sale.plan.json', JSON.stringify(JSON.parse(text)));
    expect(await read(workspace.root, 'sale.plan.json')).toBe(whole);
  });
});

/** Replaces some text of the saved plan. */
async function edit(workspace: SendingWorkspace, from: string, to: string): Promise<void> {
  const text = await readFile(join(workspace.root, 'sale.plan.json'), 'utf8');
  expect(text).toContain(from);
  await workspace.write('sale.plan.json', text.replace(from, to));
}

test('a missing file with the name of a plan is reported as a missing plan, not as a missing workspace', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    {
      code: 'PP150',
      message: 'the saved plan sale.plan.json is not there',
      help: expect.stringContaining('pushplan plan --out sale.plan.json'),
    },
  ]);
});

describe('applying it ends with 3 and sends nothing', () => {
  test.each(['{}', '[1]', 'null', '"plan"'])('another document: %s', async (text) => {
    await using workspace = await makePlanned();
    await workspace.write('sale.plan.json', text);
    const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(result.exitCode).toBe(3);
    const message = 'sale.plan.json is not a saved plan: it is another JSON document';
    expect(readDiagnostics(result)).toMatchObject([{ code: 'PP101', message }]);
  });

  test.each([
    ['edited', '"send": 2', '"send": 1', 'sale.plan.json was edited or damaged since it was saved'],
    ['cut', '"campaigns": [', '', 'sale.plan.json is not a saved plan: it is cut, or not JSON'],
    [
      'with an invalid seal',
      '"seal": "pp1:',
      '"seal": "pp0:',
      /^sale\.plan\.json is not a saved plan: \/seal must match pattern/v,
    ],
    [
      'of another version',
      '"format_version": "1.0"',
      '"format_version": "2.0"',
      'sale.plan.json is a plan of format "2.0", and this version of pushplan reads 1.0',
    ],
  ])('%s', async (_, from, to, message) => {
    await using workspace = await makePlanned();
    await edit(workspace, from, to);
    const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(result.exitCode).toBe(3);
    const found = readDiagnostics(result);
    expect(found).toMatchObject([{ code: 'PP101', help: expect.stringContaining('plan --out FILE') }]);
    expect(found[0]?.message).toMatch(message);
    expect(workspace.sandbox.stats().requests).toBe(0);
  });

  test('from an environment that is gone', async () => {
    await using workspace = await makePlanned();
    const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
    await workspace.write('pushplan.yaml', settings.replace('  local:', '  other:'));
    const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(result.exitCode).toBe(3);
    expect(readDiagnostics(result)).toMatchObject([{ code: 'PP154' }]);
    expect(workspace.sandbox.stats().requests).toBe(0);
  });
});

describe('the ledger', () => {
  test('a pinned ledger that differs from the one of the plan: exits with 4', async () => {
    await using workspace = await makeSendingWorkspace(files);
    await workspace.run('apply', '--yes');
    await workspace.write('people.csv', people(3));
    await workspace.run('plan', '--out', 'sale.plan.json');
    const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
    const other = '00000000-0000-4000-8000-000000000000';
    await workspace.write('pushplan.yaml', settings.replace('local: {', `local: { ledger_id: ${other},`));
    const result = await workspace.run('apply', 'sale.plan.json', '--yes', '--json');
    expect(result.exitCode).toBe(4);
    expect(readDiagnostics(result)).toMatchObject([
      { code: 'PP310', message: expect.stringMatching(new RegExp(`and local is pinned to ${other}$`, 'v')) },
    ]);
    expect(workspace.sandbox.stats().deliveries).toBe(2);
  });

  test('if the plan was made without a ledger, any ledger is accepted, and people in it are left out', async () => {
    await using workspace = await makeSendingWorkspace(files, {
      environment: 'message_center: off, ledger_env: LEDGER',
    });
    const options = { cwd: workspace.root, env: { KEY: localKey, LEDGER: 'sqlite:team.db' } };
    expect((await pushplan(['apply', '--yes'], options)).exitCode).toBe(0);
    await workspace.write('people.csv', people(5));
    const planned = await workspace.run('plan', '--json', '--out', 'sale.plan.json');
    expect(readPlan(planned)).toMatchObject({ history: 'none', totals: { send: 5 } });
    const applied = await pushplan(['apply', 'sale.plan.json', '--yes', '--json'], options);
    expect(applied.exitCode).toBe(0);
    expect(readRun(applied).totals).toMatchObject({ planned: 3, accepted: 3 });
    expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 5, duplicates: 0 });
  });
});
