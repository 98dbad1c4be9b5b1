// The program as a build leaves it: `npx pushplan` in a clone starts it, also after the next build.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../support/repository.ts';

test('can be executed', () => {
  expect(statSync(join(repositoryRoot, 'dist', 'cli.js')).mode & 0o111).toBe(0o111);
});
