// The errors for faults of the file system that a test cannot cause without special rights.
import { expect, test } from 'vitest';
import { asRefusal } from '../../../src/ledger/sqlite/sqlite-fault.ts';

test('a read-only file system, as in a container without a volume, is reported as such', () => {
  const error = Object.assign(new Error("EROFS: read-only file system, mkdir '/w/.pushplan'"), { code: 'EROFS' });
  expect(asRefusal(error, '/w/.pushplan/production.db', 'opening')).toMatchObject({
    exitCode: 4,
    diagnostics: [
      {
        code: 'PP315',
        message: expect.stringContaining('production.db is on a read-only file system (EROFS'),
        help: expect.stringContaining('A container needs a volume'),
      },
    ],
  });
});
