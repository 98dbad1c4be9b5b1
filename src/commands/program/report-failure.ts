// Turns every failure of a command into words and an exit code.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../../errors.ts';
import { formatDiagnosticsJson, formatDiagnosticsLine } from '../../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import type { Context } from '../../opening/context.ts';
import { findRootOf } from '../../opening/find-root-of.ts';
import { layoutOf } from '../../opening/layout.ts';

/** Reports what ended a command, and returns the exit code for it. Never throws. */
export async function reportFailure(error: unknown, argv: readonly string[], context: Context): Promise<ExitCode> {
  const [exitCode, diagnostics] =
    error instanceof Refusal ? [error.exitCode, error.diagnostics] : unexpected(error, context);
  if (argv.includes('--json')) {
    // The log of a worker is read line by line.
    const format = argv[0] === 'worker' ? formatDiagnosticsLine : formatDiagnosticsJson;
    context.stdout.write(format(diagnostics));
  }
  // Findings name files by their path in the workspace; the reader may be in another folder.
  const root = await findRootOf(context.cwd, argv.slice(1));
  const layout = layoutOf(context, context.stderr, root);
  context.stderr.write(formatDiagnosticsText(diagnostics, layout));
  return exitCode;
}

// A defect of ours. Its text may hold anything, even a key or a recipient: only the kind of error and our own frames are shown.
function unexpected(error: unknown, context: Context): [ExitCode, Diagnostic[]] {
  if (lacksGenerated(error)) {
    const help = 'In a clone that was installed without scripts: npm run generate';
    return [exitCodes.unexpected, [errorAt(undefined, 'PP901', 'src/generated/ is not there', help)]];
  }
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const where = frames
    .slice(0, 6)
    .map((frame) => frame.trim().replace(/\(?(?:file:\/\/)?\/\S*?\/(dist|src|node_modules)\//, '($1/'));
  const message = `internal error in pushplan ${context.version}: ${name}`;
  const help = `Nothing is lost: what was sent is in the ledger. Please report this with the lines below.\n${where.join('\n')}`;
  return [exitCodes.unexpected, [errorAt(undefined, 'PP901', message, help)]];
}

/** Tells whether files generated from the schemas are missing. Only the sources import them; the built program contains them. */
function lacksGenerated(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_MODULE_NOT_FOUND' && /[\\\/]src[\\\/]generated[\\\/]/v.test(String(error));
}
