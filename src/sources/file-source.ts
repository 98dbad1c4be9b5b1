// The source for a file of the workspace or the data folder. Its bytes are passed on unchanged.
import { audienceFile } from '../audience/data-file.ts';
import type { Position } from '../diagnostic.ts';
import { findFormat } from '../audience/format.ts';
import type { Source } from './source.ts';

/** `named` is the place of the file in the campaign. Throws a Refusal (PP213) if the name does not tell the format. */
export function fileSource(file: string, named: Position): Source {
  return {
    format: formatOfName(file, named),
    async *read({ files, at }) {
      yield* await files.stream(file, at);
      return undefined;
    },
  };
}

/** Throws a Refusal (PP213) if the name does not tell the format. */
export function formatOfName(file: string, at: Position): Source['format'] {
  findFormat(audienceFile(file, at));
  const [format = ''] = /[a-z]+(?:\.(?:gz|zst))?$/v.exec(file.toLowerCase()) ?? [];
  return format;
}
