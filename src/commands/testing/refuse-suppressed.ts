// Suppression holds for test sends too: people who must not get campaigns get no test of one.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { noHistory, type ForgottenPeople } from '../../plan/history.ts';
import { hashedText, listedText, sumOf, type HeldList } from '../../plan/selection/leave-out-listed.ts';
import { PersonPrint } from '../../plan/selection/listed-people.ts';
import { identifyPerson } from '../../planning/identify-person.ts';
import { openLists, type OpenList } from '../../planning/lists/open-lists.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { Tester } from './pick-testers.ts';

export interface Suppressed {
  readonly workspace: Workspace;
  readonly campaign: Pick<Campaign, 'tags'>;
  /** The people whom the ledger was told to forget. */
  readonly forgotten: ForgottenPeople;
  readonly now: number;
}

/**
 * Lists that a campaign excludes are about its audience, such as the staff, and do not count. Throws a Refusal: exit 4 if a tester is in
 * a list or was forgotten, or if a list is refused; 3 if a list does not exist.
 */
export async function refuseSuppressed(
  { workspace, campaign: { tags }, forgotten, now }: Suppressed,
  testers: readonly Tester[],
): Promise<void> {
  const here = { workspace, campaigns: [] };
  const history = { ...noHistory, forgotten: async () => forgotten };
  const lists = await openLists({ here, history, allowed: [], now });
  const refused = lists.all.flatMap((list) => list.refused);
  if (refused.length > 0) throw new Refusal(exitCodes.blocked, refused);
  const findings = lists.holdingFor({ tags, exclude: [] }).flatMap((held) => {
    const list = lists.all.find(({ key }) => key === held.key);
    return testers.filter(({ keyed }) => keyed.some((one) => isIn(held, one))).map(({ name }) => explain(name, list));
  });
  if (findings.length > 0) throw new Refusal(exitCodes.blocked, findings);
}

function explain(name: string, list: OpenList | undefined): Diagnostic {
  const help = 'Nothing was sent. Test with another phone';
  if (list === undefined) {
    const message = `the ledger was told to forget the test recipient ${name}, who gets no campaign, nor a test of one`;
    return errorAt(undefined, 'PP534', message, `${help}.`);
  }
  const message = `the test recipient ${name} is in the list ${list.name}, and so gets no campaign, nor a test of one`;
  return errorAt(list.at, 'PP534', message, `${help}, or remove it from the list.`);
}

function isIn({ isHashed, prefix, people }: HeldList, identifier: KeyedIdentifier): boolean {
  const { name, text } = identifier;
  const plain = prefix === undefined ? listedText(name, text) : prefix + identifyPerson(identifier);
  return people.has(new PersonPrint().read(isHashed ? hashedText(sumOf(text)) : plain));
}
