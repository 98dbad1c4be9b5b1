// A file with the compiled code of a script. V8 does not check whether the code is whole: damaged code would end the process.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface KeptCode {
  readonly code: Buffer;
  /** The number of starts that ended well and added to the code. */
  readonly starts: number;
}

/** Bytes of the checksum and the number of starts. With this size V8 need not move the code after them. */
const ahead = 8;

/** Undefined if nothing is kept, if it is of another `build`, or if it is damaged. */
export function readKeptCode(file: string, build: string): KeptCode | undefined {
  try {
    const bytes = readFileSync(file);
    const kept = { code: bytes.subarray(ahead), starts: bytes.readUInt32LE(4) };
    return bytes.readUInt32LE(0) === sumOf(kept, build) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all, since others may be reading it. Throws the error of the file system. */
export function writeKeptCode(file: string, kept: KeptCode, build: string): void {
  const start = Buffer.alloc(ahead);
  start.writeUInt32LE(sumOf(kept, build), 0);
  start.writeUInt32LE(kept.starts, 4);
  const unborn = `${file}.${process.pid}`;
  try {
    writeFileSync(unborn, Buffer.concat([start, kept.code]), { mode: 0o600 });
    renameSync(unborn, file);
  } catch (error) {
    // Windows does not replace a file that somebody is reading.
    rmSync(unborn, { force: true });
    throw error;
  }
}

function sumOf({ code, starts }: KeptCode, build: string): number {
  return crc32(code, crc32(`${build} ${starts}`));
}
