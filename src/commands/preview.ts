// pushplan preview: how campaigns look on phones, as one page that loads nothing. Sends nothing, needs neither key nor ledger.
import type { Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import { isCi, type Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { compileCampaigns, refuseErrors, refusePublic } from '../planning/compile-campaigns.ts';
import { openBase } from '../planning/base/open-base.ts';
import { inputFilesOf } from '../planning/input-files.ts';
import { prepare, type Prepared } from '../planning/prepare.ts';
import { previewCampaign, type PreviewedCampaign } from '../planning/preview-campaigns.ts';
import { formatDiagnosticsJson } from '../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { countOf } from '../numbers.ts';
import { formatPreviewPage } from '../view/pages/preview-page.ts';
import { defineCommand } from './program/command.ts';
import { watchPlanning } from './watching/watch-planning.ts';
import { refuseForFiles, watchPreview } from './watching/watch-preview.ts';
import { checkPage, writePage } from './write-page.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const previewCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Writes one HTML file that loads nothing from elsewhere: the samples of each campaign, the worst first, as iPhones and Android phones show them. Names in it are stand-ins. Without --out, it is printed, or written to .pushplan/preview.html on a terminal.',
  options: {
    out: {
      kind: 'text',
      value: 'FILE',
      help: 'write the page to FILE',
      dash: 'Leave --out out: where standard output is not a terminal, it prints there.',
    },
    base: { kind: 'text', value: 'REF', help: 'also show what the same people get from a branch, tag or commit' },
    watch: { kind: 'flag', help: 'serve the page on this machine, and update it at each save, until Ctrl-C' },
    'show-pii': {
      kind: 'flag',
      help: 'show real rows instead of stand-ins, on a terminal only; only you can read the file',
    },
  },
  examples: [
    { line: 'pushplan preview --out preview.html', what: 'all campaigns of the workspace' },
    { line: 'pushplan preview sale --base origin/main', what: 'one campaign, before and after' },
    { line: 'pushplan preview --watch', what: 'a local page that is updated at each save' },
  ],
  run: async (context, values, words): Promise<ExitCode> => {
    if (values.watch) {
      refuseForFiles(values);
      return watchPreview(context, words, async () => {
        const { page } = await makePreview(context, values, await prepare(context, words, values.env));
        return page;
      });
    }
    if (values['show-pii']) refuseReal(context);
    const prepared = await prepare(context, words, values.env);
    const { out, json, 'show-pii': isPrivate } = values;
    const { root } = prepared.workspace;
    const place = { out, isTaken: json, isPrivate, root, inputs: inputFilesOf(prepared), name: 'preview.html' };
    await checkPage(context, place);
    const { page, campaigns, diagnostics } = await makePreview(context, values, prepared).catch(asInvalidInput);
    const layout = layoutOf(context, context.stderr, root);
    const written = await writePage(context, page, place);
    if (json) context.stdout.write(formatDiagnosticsJson(diagnostics));
    else context.stderr.write(formatDiagnosticsText(diagnostics, layout));
    if (written !== undefined && !json) {
      const samples = campaigns.reduce((sum, one) => sum + one.samples.length, 0);
      const what = `${countOf(samples, 'sample')} of ${countOf(campaigns.length, 'campaign')}`;
      saySentence(context.stderr, `${what} written to ${written}. Open it in a browser.`);
    }
    return exitCodes.done;
  },
});

interface PreviewOptions {
  readonly base: string | undefined;
  readonly 'show-pii': boolean;
}

interface MadePreview {
  readonly page: string;
  readonly campaigns: readonly PreviewedCampaign[];
  readonly diagnostics: readonly Diagnostic[];
}

async function makePreview(
  context: Context,
  { base: ref, 'show-pii': isReal }: PreviewOptions,
  prepared: Prepared,
): Promise<MadePreview> {
  const { files, policy, locate } = prepared.workspace;
  // If the data is not here, the samples in git are shown, which look the same.
  const seen = { ...files, samples: 'where_missing' } as const;
  const { compiled, diagnostics } = await compileCampaigns(seen, prepared.campaigns, prepared.partials);
  const found = refuseErrors([...prepared.diagnostics, ...diagnostics]);
  refusePublic(prepared.campaigns, { ...policy, locate });
  const base = ref === undefined ? undefined : await openBase(prepared, ref);
  const now = context.clock.now();
  const progress = watchPlanning(context);
  const walk = { files: seen, policy: { ...policy, locate }, progress, now, base, isReal };
  const campaigns: PreviewedCampaign[] = [];
  for (const one of compiled) campaigns.push(await previewCampaign(walk, one));
  return {
    page: formatPreviewPage({ campaigns, isReal, ...(base && { base: base.published }) }),
    campaigns,
    diagnostics: [...found, ...campaigns.flatMap((one) => one.diagnostics)],
  };
}

/** A stale lock or a guard blocks a send. Here it only means that the page cannot be made. */
function asInvalidInput(error: unknown): never {
  if (!(error instanceof Refusal) || error.exitCode === exitCodes.unexpected) throw error;
  throw new Refusal(exitCodes.invalidInput, error.diagnostics, { cause: error });
}

function refuseReal({ stdout, env }: Context): void {
  if (stdout.isTerminal && !isCi(env)) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--show-pii is for a terminal, and this is ${stdout.isTerminal ? 'CI' : 'not one'}`,
    'Without it the page has stand-ins, which everybody may see.',
  );
}
