// Opens an audience: bytes of a file in, recipients out. The file itself is opened by whoever has the right to.
import type { Audience } from './audience.ts';
import { openCsv } from './csv-audience.ts';
import { findFormat } from './format.ts';
import { ArrayCutter } from './json-array.ts';
import { openJson } from './json-audience.ts';
import { LineCutter } from './json-lines.ts';
import { readTextParts } from './text.ts';
import { unpack } from './unpack.ts';

/**
 * Throws a Refusal (exit 3, PP201 to PP213) where the file is at fault; so does walking the blocks, since a file is
 * read only as far as it is walked. `file` is relative to the workspace. Chunks of 256 KiB make blocks of a good size.
 */
export async function openAudience(file: string, bytes: AsyncIterable<Uint8Array>): Promise<Audience> {
  const { format, packing } = findFormat(file);
  const text = readTextParts(file, packing === undefined ? bytes : unpack(file, bytes, packing));
  switch (format.kind) {
    case 'csv':
      return openCsv(file, text, format.delimiter);
    case 'ndjson':
      return openJson(file, text, new LineCutter());
    case 'json':
      return openJson(file, text, new ArrayCutter());
  }
}
