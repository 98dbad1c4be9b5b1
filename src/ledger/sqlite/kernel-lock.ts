// The lock of an environment: held by the kernel for the process's life, so that no crash leaves one behind.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { resultCode, sqlite } from './sqlite-codes.ts';

/** A connection that nobody refers to is collected, and its lock with it, long before the process ends. */
const held = new Set<DatabaseSync>();

/** Milliseconds: longer than somebody else looks. */
const look = 100;

/**
 * Undefined when somebody else holds it, for which it does not wait. The file stays when the lock is freed: removing it would let two
 * processes lock two files of one name.
 */
export function takeLock(file: string): Disposable | undefined {
  // Two processes may begin at the same moment: the second finds it there.
  fs.closeSync(fs.openSync(file, 'a', 0o600));
  const connection = new DatabaseSync(file, { timeout: look });
  try {
    // No journal beside the lock: nothing is ever written into it.
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (resultCode(error) === sqlite.busy) return undefined;
    throw error;
  }
  held.add(connection);
  return {
    [Symbol.dispose]: () => {
      held.delete(connection);
      connection.close();
    },
  };
}

/** Whether a process has it, also in another container, where the number of a process says nothing. False where the file is none. */
export function isLocked(file: string): boolean {
  try {
    using connection = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    connection.exec('SELECT 1 FROM sqlite_schema');
    return false;
  } catch (error) {
    return resultCode(error) === sqlite.busy;
  }
}
