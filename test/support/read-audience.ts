// Reads a whole audience from memory, split into chunks of any size.
import { audienceFile } from '../../src/audience/data-file.ts';
import { openAudience, type Reading } from '../../src/audience/open-audience.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { Refusal } from '../../src/errors.ts';
import type { Recipient } from '../../src/message/recipient.ts';

export interface WholeAudience {
  readonly columns: readonly string[];
  readonly recipients: readonly Recipient[];
  readonly warnings: readonly Diagnostic[];
}

export async function* inChunks(data: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(data);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

export async function readAudience(
  file: string,
  data: string | Uint8Array,
  size?: number,
  reading?: Reading,
): Promise<WholeAudience> {
  await using audience = await openAudience(audienceFile(file), inChunks(data, size), reading);
  const recipients: Recipient[] = [];
  for await (const block of audience.blocks) {
    recipients.push(...block);
  }
  return { columns: audience.columns, recipients, warnings: audience.warnings() };
}

/** Returns the findings that refuse the file. Throws if it is read without errors, or fails with anything but a Refusal. */
export async function readFaults(
  file: string,
  data: string | Uint8Array,
  size?: number,
  reading?: Reading,
): Promise<readonly Diagnostic[]> {
  const result = await readOrFaults(file, data, size, reading);
  if ('recipients' in result) {
    throw new Error(`${file} was read without a fault`);
  }
  return result;
}

export async function readOrFaults(
  file: string,
  data: string | Uint8Array,
  size?: number,
  reading?: Reading,
): Promise<WholeAudience | readonly Diagnostic[]> {
  try {
    return await readAudience(file, data, size, reading);
  } catch (error) {
    if (error instanceof Refusal && error.exitCode === 3) {
      return error.diagnostics;
    }
    throw error;
  }
}

/** Formats a finding without its help: "PP203 3: row 2 (line 3) has 1 field, ...". */
export function showFinding({ code, line, column, message }: Diagnostic): string {
  const place = [line, column].filter((number) => number !== undefined).join(':');
  return `${code} ${place === '' ? '-' : place}: ${message}`;
}
