import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Exits as vitest does after Ctrl-C, without its teardown. Prints the folder, and whether it existed. */
const left = `
import { existsSync } from 'node:fs';
const { setup } = await import(process.argv[1]);
const teardown = setup();
const folder = process.env['TMPDIR'] ?? '';
console.log(JSON.stringify({ folder, hasMade: teardown === undefined || existsSync(folder) }));
process.exit(130);
`;

test('temporary files in memory do not outlive a run that is ended with Ctrl-C', async () => {
  const { TMPDIR: _, ...env } = process.env;
  const module = new URL('../support/memory-disk.ts', import.meta.url).href;
  const { promise, resolve } = Promise.withResolvers<{ readonly code: unknown; readonly stdout: string }>();
  execFile(process.execPath, ['--input-type=module', '-e', left, module], { env }, (error, stdout) =>
    resolve({ code: error?.code, stdout }),
  );
  const { code, stdout } = await promise;
  expect(code).toBe(130);
  const { folder, hasMade } = JSON.parse(stdout) as { readonly folder: string; readonly hasMade: boolean };
  expect(hasMade).toBe(true);
  expect(existsSync(folder)).toBe(false);
});
