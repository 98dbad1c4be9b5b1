// A defect is reported with its kind and our own stack lines, and never with its text, which may contain anything.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { pushplan, type CliResult } from '../../support/cli.ts';

function failWith(error: Error): Promise<CliResult> {
  const load = async (): Promise<never> => {
    throw error;
  };
  return pushplan(['break'], { cwd: tmpdir(), verbs: [{ name: 'break', takes: '', summary: 'breaks', load }] });
}

test('a defect is reported with its kind and place, without its text', async () => {
  const { exitCode, stdout, stderr } = await failWith(new TypeError('ada@example.com is not a function'));
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^error PP901 internal error in pushplan \S+: TypeError\n/v);
  expect(stderr).toContain('report-failure.test.ts');
  expect(stderr).not.toContain('ada');
});

test.each(['/clone/src/generated/run.ts', String.raw`\\server\clone\src\generated\run.ts`])(
  'in a clone without generated files, the error says how to generate them: %s',
  async (path) => {
    const error = Object.assign(new Error(`Cannot find module '${path}'`), { code: 'ERR_MODULE_NOT_FOUND' });
    const { exitCode, stderr } = await failWith(error);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error PP901 src\/generated\/ is not there\n.*npm run generate/v);
  },
);
