// A file with the compiled code of a script. V8 does not look whether code is whole, and ends the process over code that is not.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of the sum, and such that V8 need not move the code behind it. */
const ahead = 8;

/** Undefined where nothing is kept, or where it is damaged. */
export function readKeptCode(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(ahead);
    return bytes.readUInt32LE(0) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all: others read it meanwhile. Throws the error of the file system. */
export function writeKeptCode(file: string, code: Buffer): void {
  const start = Buffer.alloc(ahead);
  start.writeUInt32LE(crc32(code), 0);
  const unborn = `${file}.${process.pid}`;
  writeFileSync(unborn, Buffer.concat([start, code]), { mode: 0o600 });
  renameSync(unborn, file);
}
