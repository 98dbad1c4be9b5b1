// Real threads: they plan as this one does, and their failures are reported.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PlanThread } from '../../../src/planning/threads/plan-thread.ts';
import { aCampaign, type CampaignParts } from '../../support/a-campaign.ts';
import { repositoryRoot } from '../../support/repository.ts';
import {
  compileIn,
  filesInMemory,
  tellOfOneThread,
  tellOfThreads,
  type OneAudience,
} from '../../support/walked-audience.ts';
import { campaignText, makeWorkspace } from '../../support/workspace.ts';

const parts: CampaignParts = {
  file: 'people.csv',
  notification: { identifiers: { email: '{{email}}' }, title: 'Hi {{name}}' },
};
const people = Array.from({ length: 50 }, (_, row) => `person${row}@example.com,Ayşe ${row}\n`);
const size = { bytes: 200, records: 10 };
const two = { threads: 2, startAfter: 0 };

async function anAudience(rows = people): Promise<OneAudience> {
  const files = filesInMemory({ 'people.csv': ['email,name\n', ...rows].join('') });
  // The positions of a file that does not exist cannot be sent to another thread.
  const places = {
    source: { file: 'sale.campaign.yaml', text: '', starts: [0] },
    root: { value: 0, below: false },
  };
  const compiled = await compileIn(files, { ...aCampaign(parts), places });
  if (compiled === undefined) throw new Error('not compiled');
  return { compiled, files };
}

function running(program: string): { readonly size: typeof size; readonly start: (order: object) => PlanThread } {
  const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  return { size, start: (order) => new PlanThread(order as ConstructorParameters<typeof PlanThread>[0], url) };
}

test('threads of the program plan the same as one thread', async () => {
  const audience = await anAudience();
  const told = await tellOfOneThread(audience);
  expect(told).toMatchObject({ result: { counts: { send: 50 } } });
  expect(await tellOfThreads(audience, two, { size })).toEqual(told);
});

test('a fault later in the file refuses the file as in one thread', async () => {
  const audience = await anAudience(people.with(33, 'a,b,c\n'));
  const told = await tellOfOneThread(audience);
  expect(told).toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP203', line: 35 }] });
  expect(await tellOfThreads(audience, two, { size })).toEqual(told);
});

test('a thread that dies ends the plan, whatever else is under way', async () => {
  const audience = await anAudience();
  for (const program of [
    'process.exit(0)',
    `process.getBuiltinModule('node:worker_threads').parentPort.once('message', () => process.exit(3))`,
  ]) {
    expect(await tellOfThreads(audience, two, running(program))).toEqual({
      exitCode: 1,
      diagnostics: [
        {
          severity: 'error',
          code: 'PP902',
          message: 'a thread that plans ended before its work was done',
          help: 'Nothing was sent. Plan again with --threads 1, which takes less memory.',
        },
      ],
    });
  }
});

test('a thread that runs out of memory is reported as such', async () => {
  const program = `throw Object.assign(new Error('full'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })`;
  expect(await tellOfThreads(await anAudience(), { ...two, threads: 1 }, running(program))).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PP902', message: expect.stringContaining('(ERR_WORKER_OUT_OF_MEMORY)') }],
  });
});

test('a defect in a thread is a defect of the program', async () => {
  const audience = await anAudience();
  await expect(tellOfThreads(audience, two, running(`throw new RangeError('of ours')`))).rejects.toThrow(RangeError);
  const failing = `const { parentPort } = process.getBuiltinModule('node:worker_threads');
    parentPort.on('message', () => parentPort.postMessage({ kind: 'failed', error: new RangeError('of ours') }));`;
  await expect(tellOfThreads(audience, two, running(failing))).rejects.toThrow(RangeError);
});

test('threads that the sources start make no WebAssembly, with which V8 crashes in several threads', async () => {
  const told = `
import { threadId } from 'node:worker_threads';
const { Module } = WebAssembly;
WebAssembly.Module = function (bytes) {
  console.error('made in thread', threadId);
  return new Module(bytes);
};`;
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': 'email,name\na@b.co,Ada\n',
  });
  const argv = [
    '--import',
    `data:text/javascript,${encodeURIComponent(told)}`,
    path.join(repositoryRoot, 'src/cli.ts'),
  ];
  const { stderr } = await promisify(execFile)(process.execPath, [...argv, 'plan', '--threads', '2'], {
    cwd: workspace.root,
  });
  expect(stderr.trim().split('\n')).toEqual(['made in thread 0']);
});
