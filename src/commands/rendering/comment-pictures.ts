// Finds the pictures that a plan in Markdown shows: those kept in git that have changed, with their addresses on the platform.
import type { Context } from '../../opening/context.ts';
import type { Plan } from '../../generated/plan.ts';
import type { ShownPicture } from '../../view/markdown/plan-markdown-pictures.ts';
import { findHeadCommit } from '../ci/head-commit.ts';
import { findKeptPictures } from './kept-pictures.ts';

/** `folder` is where `render --write` keeps them. Without pictures the plan is printed as it is, and standard error says why. */
export async function findCommentPictures(
  context: Context,
  folder: string,
  { campaigns, base }: Plan,
): Promise<readonly ShownPicture[]> {
  const head = await findHeadCommit(context);
  if (head === undefined) {
    context.stderr.write(
      'No pictures: this is no job of a pull request or merge request, and only its comment shows them.\n',
    );
    return [];
  }
  const ids = campaigns.map(({ id }) => id);
  const kept = await findKeptPictures(context, folder, ids, base?.commit);
  if (kept.length === 0) {
    const changed = base === undefined ? '' : ' that changed';
    context.stderr.write(
      `No pictures${changed} in ${folder}: pushplan render --write ${folder} --pictures=png keeps them.\n`,
    );
  }
  return kept.map(({ path, campaign, sample }) => ({
    campaign,
    sample,
    address: head.addressOf(path),
    isLink: head.isFork,
  }));
}
