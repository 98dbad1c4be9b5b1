// What the ledger of a drilled workspace has in doubt: the notifications themselves, made again from the audience.
import { compileCampaigns, openAudienceOf, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import { prepare } from '../../planning/prepare.ts';
import type { Context } from '../../opening/context.ts';
import { requireLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { NotificationKey } from '../../message/renderer.ts';
import { KeySet } from '../../plan/key-set.ts';
import { renderInPeriod } from '../../plan/schedule/in-period.ts';
import { lookUpBoth } from '../../plan/two-keys.ts';
import type { Files } from '../../workspace/files.ts';

type DoubtLedger = Pick<SeenLedger, 'keyHashing' | 'lookupInWalk' | 'runs'>;

/** Their JSON texts, as they are sent. `scopes` are campaigns without errors, or folders of them. */
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

/** Once for each period in which it was sent, since keys and texts may tell the period. */
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

async function addDoubted(
  files: Files,
  { campaign, renderer }: CompiledCampaign,
  ledger: DoubtLedger,
  doubted: string[],
): Promise<void> {
  await using audience = await openAudienceOf(files, campaign);
  const seen = new KeySet();
  const hashing = ledger.keyHashing(campaign.id);
  const lookup = ledger.lookupInWalk(campaign.id);
  for await (const block of audience.blocks) {
    const keyed = block.flatMap((recipient): (NotificationKey & { readonly recipient: Recipient })[] => {
      const result = renderer.matches(recipient) ? renderer.key(recipient) : undefined;
      if (result?.kind !== 'key' || seen.has(result.key)) return [];
      seen.add(result.key);
      return [{ ...result, recipient }];
    });
    const known = await lookUpBoth(lookup, hashing.hash(keyed));
    for (const [index, { recipient }] of keyed.entries()) {
      if (known[index]?.kind !== 'in_doubt') continue;
      const rendered = renderer.render(recipient);
      if (rendered.kind === 'notification') doubted.push(rendered.payload);
    }
  }
}
