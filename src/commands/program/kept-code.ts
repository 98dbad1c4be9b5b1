// A file with the compiled code of a script. V8 does not look whether code is whole, and ends the process over code that is not.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of the sum, and such that V8 need not move the code behind it. */
const ahead = 8;

/** Undefined where nothing is kept, where it is of another `build`, and where it is damaged. */
export function readKeptCode(file: string, build: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(ahead);
    return bytes.readUInt32LE(0) === sumOf(code, build) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all: others read it meanwhile. Throws the error of the file system. */
export function writeKeptCode(file: string, code: Buffer, build: string): void {
  const start = Buffer.alloc(ahead);
  start.writeUInt32LE(sumOf(code, build), 0);
  const unborn = `${file}.${process.pid}`;
  try {
    writeFileSync(unborn, Buffer.concat([start, code]), { mode: 0o600 });
    renameSync(unborn, file);
  } catch (error) {
    // Windows replaces no file that somebody reads.
    rmSync(unborn, { force: true });
    throw error;
  }
}

function sumOf(code: Buffer, build: string): number {
  return crc32(code, crc32(build));
}
