// The lock of an environment. The kernel holds it while the process lives, so that no crash leaves a lock behind.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { resultCode, sqlite } from './sqlite-codes.ts';

/** Keeps the connections alive: one that nobody refers to is garbage-collected, and its lock with it, long before the process ends. */
const held = new Set<DatabaseSync>();

/** How long to try, in milliseconds: longer than isLocked() in another process keeps the file busy. */
const look = 100;

/**
 * Takes the lock, or returns undefined if somebody else holds it, without waiting for its release. The file stays when the lock is released: if it
 * were removed, two processes could lock two files of the same name.
 */
export function takeLock(file: string): Disposable | undefined {
  // 'a' creates the file or opens it: two processes may start at the same moment.
  fs.closeSync(fs.openSync(file, 'a', 0o600));
  const connection = new DatabaseSync(file, { timeout: look });
  try {
    // No journal file is needed: nothing is ever written to the lock file.
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

/**
 * Tells whether a process holds the lock, also one in another container, where a process id says nothing. False if the file is missing or not a
 * database.
 */
export function isLocked(file: string): boolean {
  try {
    using connection = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    connection.exec('SELECT 1 FROM sqlite_schema');
    return false;
  } catch (error) {
    return resultCode(error) === sqlite.busy;
  }
}
