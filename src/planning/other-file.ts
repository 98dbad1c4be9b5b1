// What is said of a file that is no audience. The readers of files speak of audiences, since nearly all are.
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';

export interface OtherFile {
  /** "the table prices". */
  readonly what: string;
  /** The key that csv and sheet stand under; undefined where there is none for them. */
  readonly key?: string;
}

export function speakOf(finding: Diagnostic, { what, key }: OtherFile): Diagnostic {
  const { message, help } = finding;
  return {
    ...finding,
    message: message.replace(/\bthe audience(?: file)?\b/, what),
    ...(help !== undefined && { help: key === undefined ? withoutKeys(help) : underKey(help, key) }),
  };
}

/** Everything else is handed on as it is. */
export function speakOfError(error: unknown, other: OtherFile): unknown {
  if (!(error instanceof Refusal)) return error;
  const found = error.diagnostics.map((finding) => speakOf(finding, other));
  return new Refusal(error.exitCode, found, { cause: error });
}

function underKey(help: string, key: string): string {
  return help.replace(/\b(under|from) audience\b/, `$1 ${key}`);
}

/** Nothing can be written for such a file that says how it is to be read. */
function withoutKeys(help: string): string {
  return /\b(?:under|from) audience\b/.test(help) ? 'Save it as UTF-8, with commas between its fields.' : help;
}
