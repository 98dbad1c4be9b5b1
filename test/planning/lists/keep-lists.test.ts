// Keeps the lists of a plan in the ledger.
import { expect, test } from 'vitest';
import { insider } from '../../../src/insider/insider.ts';
import { noHistory } from '../../../src/plan/history.ts';
import { keepLists } from '../../../src/planning/lists/keep-lists.ts';
import { openLists } from '../../../src/planning/lists/open-lists.ts';
import { readWorkspace } from '../../../src/workspace/read-workspace.ts';
import { makeWorkspace, people, sandboxOnly } from '../../support/workspace.ts';

test('a list that changes between the plan and the moment it is kept is refused, as it was not reviewed', async () => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `${sandboxOnly}suppress: [{ file: list.csv }]\n`,
    'list.csv': people(1),
  });
  const here = await readWorkspace(workspace.root);
  const { all } = await openLists({
    here: { workspace: here, campaigns: [] },
    history: noHistory,
    allowed: [],
    now: 0,
  });
  await workspace.write('list.csv', people(2));
  const keeper = {
    keepList: async (_list: unknown, read: () => AsyncIterable<readonly string[]>) => {
      for await (const _block of read());
    },
    dropLists: async () => {},
  };
  await expect(keepLists(all, here, keeper, insider)).rejects.toMatchObject({
    exitCode: 5,
    diagnostics: [{ code: 'PP303' }],
  });
});
