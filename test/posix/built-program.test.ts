// The program that a build leaves: `npx pushplan` in a clone can start it, also after the next build.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../support/repository.ts';

test('the built program is executable', () => {
  expect(statSync(join(repositoryRoot, 'dist', 'cli.js')).mode & 0o111).toBe(0o111);
});
