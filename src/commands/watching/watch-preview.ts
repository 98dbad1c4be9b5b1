// pushplan preview --watch: serves the page on this machine, makes it again at each save, and has the browser load it again.
import { Refusal, type ExitCode } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { formatRefusalHtml } from '../../view/pages/findings-html.ts';
import { formatWaitingHtml } from '../../view/pages/live-page.ts';
import { PageServer } from './page-server.ts';
import { refuseWatch } from './refuse-watch.ts';
import { watchRounds } from './watch-rounds.ts';

interface ForFiles {
  readonly out: string | undefined;
  readonly json: boolean;
  readonly 'show-pii': boolean;
}

/** Refuses options for files, and --show-pii, since others on this machine may request the page. */
export function refuseForFiles({ out, json, 'show-pii': isReal }: ForFiles): void {
  if (out !== undefined) throw refuseWatch('--out', forFile);
  if (json) throw refuseWatch('--json', forFile);
  if (isReal)
    throw refuseWatch(
      '--show-pii',
      'The page that it serves has stand-ins only. For real rows, run preview without --watch.',
    );
}

const forFile = 'It serves the page on this machine until Ctrl-C. For a file or a script, run preview without --watch.';

/** An error of a campaign replaces the page until it is fixed. */
export async function watchPreview(
  context: Context,
  paths: readonly string[],
  make: () => Promise<string>,
): Promise<ExitCode> {
  await using server = await PageServer.start();
  server.show(formatWaitingHtml());
  context.stdout.write(`${server.url}\n`);
  return await watchRounds(context, paths, async () => {
    try {
      server.show(await make());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      server.show(formatRefusalHtml(error.diagnostics));
      context.stderr.write(formatDiagnosticsText(error.diagnostics, layoutOf(context, context.stderr)));
    }
  });
}
