// Finds the notifications that the ledger of a drilled workspace has in doubt, and renders them again from the audience.
import { compileCampaigns, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import { prepare } from '../../planning/prepare.ts';
import type { Context } from '../../opening/context.ts';
import { requireLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { renderInPeriod } from '../../plan/schedule/in-period.ts';
import type { Files } from '../../workspace/files.ts';
import { readKeyedRows } from '../runs/read-keyed-rows.ts';

type DoubtLedger = Pick<SeenLedger, 'keyHashing' | 'lookupInWalk' | 'runs'>;

/** Returns their JSON texts, as they are sent. `scopes` are campaigns without errors, or folders of them. */
export async function readDoubted(context: Context, scopes: readonly string[]): Promise<readonly string[]> {
  const { workspace, environment, campaigns, partials } = await prepare(context, scopes, undefined);
  const { compiled } = await compileCampaigns(workspace.files, campaigns, partials);
  const engine = requireLedger(context, workspace, environment);
  await using ledger = await engine.read(expectedLedger(context, environment));
  if (ledger === undefined) return [];
  const doubted: string[] = [];
  for (const one of await listSent(ledger, compiled)) await addDoubted(workspace.files, one, ledger, doubted);
  return doubted;
}

/** A campaign for each period in which it was sent, since keys and texts may contain the period. */
async function listSent(
  ledger: DoubtLedger,
  compiled: readonly CompiledCampaign[],
): Promise<readonly CompiledCampaign[]> {
  const sent = (await ledger.runs()).flatMap(({ campaigns }) => campaigns);
  return compiled.flatMap((one) => {
    const periods = new Set(sent.filter(({ id }) => id === one.campaign.id).map(({ period }) => period));
    return [...periods].map((name) =>
      name === undefined ? one : { ...one, renderer: renderInPeriod(one.renderer, { name }) },
    );
  });
}

async function addDoubted(files: Files, one: CompiledCampaign, ledger: DoubtLedger, doubted: string[]): Promise<void> {
  for await (const { rows, known } of readKeyedRows(files, one, ledger)) {
    for (const [index, { recipient }] of rows.entries()) {
      if (known[index]?.kind !== 'in_doubt') continue;
      const rendered = one.renderer.render(recipient);
      if (rendered.kind === 'notification') doubted.push(rendered.payload);
    }
  }
}
