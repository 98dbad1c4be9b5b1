// A file with the compiled code of a script. V8 does not look whether code is whole, and ends the process over code that is not.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface KeptCode {
  readonly code: Buffer;
  /** How many starts that ended well it was gathered in. */
  readonly starts: number;
}

/** Bytes of the sum and of the starts; V8 need not move the code behind them. */
const ahead = 8;

/** Undefined where nothing is kept, where it is of another `build`, and where it is damaged. */
export function readKeptCode(file: string, build: string): KeptCode | undefined {
  try {
    const bytes = readFileSync(file);
    const kept = { code: bytes.subarray(ahead), starts: bytes.readUInt32LE(4) };
    return bytes.readUInt32LE(0) === sumOf(kept, build) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all: others read it meanwhile. Throws the error of the file system. */
export function writeKeptCode(file: string, kept: KeptCode, build: string): void {
  const start = Buffer.alloc(ahead);
  start.writeUInt32LE(sumOf(kept, build), 0);
  start.writeUInt32LE(kept.starts, 4);
  const unborn = `${file}.${process.pid}`;
  try {
    writeFileSync(unborn, Buffer.concat([start, kept.code]), { mode: 0o600 });
    renameSync(unborn, file);
  } catch (error) {
    // Windows replaces no file that somebody reads.
    rmSync(unborn, { force: true });
    throw error;
  }
}

function sumOf({ code, starts }: KeptCode, build: string): number {
  return crc32(code, crc32(`${build} ${starts}`));
}
