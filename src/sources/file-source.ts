// A file of the data folder: its bytes as they are.
import { audienceFile } from '../audience/data-file.ts';
import { findFormat } from '../audience/format.ts';
import type { Source } from './source.ts';

/** Throws a Refusal (PP213) for a name that says no format. */
export function fileSource(file: string): Source {
  return {
    format: formatOfName(file),
    async *read({ files, at }) {
      yield* await files.stream(file, at);
      return undefined;
    },
  };
}

/** Throws a Refusal (PP213) for a name that says no format. */
export function formatOfName(file: string): Source['format'] {
  findFormat(audienceFile(file));
  const [format = ''] = /[a-z]+(?:\.(?:gz|zst))?$/v.exec(file.toLowerCase()) ?? [];
  return format;
}
