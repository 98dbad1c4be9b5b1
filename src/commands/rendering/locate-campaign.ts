// What a person calls a campaign -> the path of its file.
import { join } from 'node:path';
import { findNearest } from '../../campaign/find-nearest.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { prepare } from '../../planning/prepare.ts';
import { NoFile } from '../../workspace/refuse-path.ts';

/** A path is taken as it is where it leads to at most `most` campaigns; anything else has to be the id of one. */
export async function locateCampaign(
  context: Context,
  operand: string,
  { env, most }: { readonly env: string | undefined; readonly most: number },
): Promise<string> {
  try {
    const { selected } = await prepare(context, [operand], env);
    if (selected.length <= most) return operand;
  } catch (error) {
    if (!(error instanceof NoFile)) throw error;
  }
  const { campaigns, workspace } = await prepare(context, [], env);
  const campaign = campaigns.find(({ id }) => id === operand);
  if (campaign !== undefined) return join(workspace.root, campaign.file);
  const ids = campaigns.map(({ id }) => id);
  const nearest = findNearest(operand, ids);
  throw refuse(
    exitCodes.invalidInput,
    'PP150',
    `no campaign ${operand}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `Give one campaign file or one id: ${ids.join(', ')}.`,
  );
}
