// Suppression holds for test sends too: who must not get campaigns gets no test of one.
import { holdsFor } from '../../delivery/people-lists.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { noHistory } from '../../plan/history.ts';
import { hashedText, listedText, sumOf } from '../../plan/selection/leave-out-listed.ts';
import { PersonPrint } from '../../plan/selection/listed-people.ts';
import { openLists, type OpenList } from '../../planning/open-lists.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { Tester } from './pick-testers.ts';

/** Lists that a campaign excludes are of the audience, the staff for one, and do not count. Throws a Refusal: exit 4 where a tester is in a list or a list is refused, 3 where one is nowhere. */
export async function refuseSuppressed(
  workspace: Workspace,
  { tags }: Pick<Campaign, 'tags'>,
  testers: readonly Tester[],
  now: number,
): Promise<void> {
  const here = { workspace, campaigns: [] };
  const lists = await openLists({ here, history: noHistory, allowed: [], now });
  const refused = lists.all.flatMap((list) => list.refused);
  if (refused.length > 0) throw new Refusal(exitCodes.blocked, refused);
  const findings = lists.all
    .filter(({ suppression }) => suppression !== undefined && holdsFor(suppression, tags))
    .flatMap((list) => testers.filter((tester) => isIn(list, tester)).map(({ name }) => ({ name, list })));
  if (findings.length === 0) return;
  throw new Refusal(
    exitCodes.blocked,
    findings.map(({ name, list }) =>
      errorAt(
        list.at,
        'PP534',
        `the test recipient ${name} is in the list ${list.name}, and so gets no campaign, nor a test of one`,
        'Nothing was sent. Test with another phone, or take it out of the list.',
      ),
    ),
  );
}

function isIn({ isHashed, people }: OpenList, { keyed }: Tester): boolean {
  const print = new PersonPrint();
  return keyed.some(({ name, text }) =>
    people.has(print.read(isHashed ? hashedText(sumOf(text)) : listedText(name, text))),
  );
}
