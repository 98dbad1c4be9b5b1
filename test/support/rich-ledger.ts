// A ledger that contains everything a ledger can, and all of its answers, for tests that move it.
import type { History } from '../../src/plan/history.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { Looks } from '../../src/ledger/ledger-view.ts';
import {
  accepted,
  badTitle,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  openAll,
  optOut,
  planned,
  plannedMany,
  repeated,
  runCampaign,
  send,
  type LedgerWorld,
} from '../contract/world.ts';

const sale = plannedMany(12);
const news = plannedMany(3, 'v');
const keys: readonly string[] = [...sale, ...news].map(({ key }) => key);

/**
 * Makes three runs over two campaigns and returns their ids. One finished with every kind of outcome and with somebody left out,
 * and was opened again. One was resolved. One was stopped in the first step of its rollout, with somebody in doubt and somebody
 * not sent to.
 */
export async function fillRichly(world: LedgerWorld): Promise<readonly string[]> {
  await using ledger = await world.open();
  const first = await ledger.startRun(newRun(runCampaign('sale'), runCampaign('news', { tags: ['promo'] })));
  await ledger.append(first.id, 0, sale.slice(0, 6));
  await ledger.append(first.id, 1, news);
  await ledger.flush(first.id);
  await ledger.setState(first.id, 'running', { seal: 'seal-1' });
  const everybody = await openAll(ledger, first.id);
  const outcomes = [accepted, optOut, badTitle, inDoubt, notSent, repeated];
  await send(world, ledger, first.id, everybody.slice(0, 6), outcomes);
  await send(world, ledger, first.id, everybody.slice(5, 6), [accepted]);
  const terms = { reason: 'suppressed', tags: ['promo'], exceptTags: ['service'] } as const;
  const approval = {
    content: 'ab'.repeat(32),
    parts: [],
    commit: null,
    plan: 'seal-1',
    planned: 7,
    copy: ['weird:title'],
  };
  await ledger.approve(first.id, [{ campaign: 'sale', ...approval }]);
  await ledger.keepList({ workspaceId: '', name: 'a list', version: 'v1', entries: 2, terms }, async function* read() {
    yield ['uuid=v2', 'uuid=u99'];
  });
  const { attempt } = await claimSoon(world, ledger, {
    run: first.id,
    chunk: 1,
    campaign: 1,
    notifications: everybody.slice(6),
  });
  await ledger.settle([{ attempt, outcomes: [accepted, optOut], status: 200, error: null }]);
  await ledger.setState(first.id, 'finished', {});
  const owned = { key: 'key: "{{email}}"', workspaceId: 'ws_k3v9x0q2m7ab' };
  const second = await ledger.startRun(newRun(runCampaign('sale', owned)));
  await ledger.append(second.id, 0, [...sale.slice(6, 9), planned('u0', { generation: 1, digest: 'cd'.repeat(16) })]);
  await ledger.setState(second.id, 'running', { seal: 'seal-2' });
  await send(world, ledger, second.id, await openAll(ledger, second.id), [inDoubt, inDoubt, accepted, accepted]);
  await ledger.resolve(second.id, {
    as: 'not_sent',
    who: 'ada',
    reason: 'called them',
    only: [{ attempt: 4, position: 0 }],
  });
  await ledger.setState(second.id, 'finished', {});
  const rollout = [{ upTo: 0.5, pause: null }, { upTo: 1 }];
  const third = await ledger.startRun(newRun(runCampaign('sale', { rollout })));
  await ledger.append(
    third.id,
    0,
    sale.slice(9).map((one, index) => ({ ...one, step: index < 2 ? 0 : 1 })),
  );
  await ledger.setState(third.id, 'running', { seal: 'seal-3' });
  await send(world, ledger, third.id, (await openAll(ledger, third.id)).slice(0, 2), [accepted, inDoubt]);
  await ledger.setState(third.id, 'stopped', { why: 'the test says so' });
  await ledger.reopen(first.id, { who: 'ada', reason: 'the title is right' });
  return [first.id, second.id, third.id];
}

/** Returns everything that a ledger remembers, except its serial. */
export async function allAnswers(ledger: Pick<Ledger, Exclude<Looks, 'serial'>> & History): Promise<unknown> {
  const runs = await ledger.runs();
  const ofRuns = [];
  for (const { id } of runs) {
    ofRuns.push({
      totals: await ledger.totals(id),
      sale: await ledger.lookupOutcomes(id, 'sale', keys),
      news: await ledger.lookupOutcomes(id, 'news', keys),
    });
  }
  return {
    id: ledger.id,
    runs,
    ofRuns,
    campaigns: await ledger.campaigns(),
    inDoubt: await ledger.countInDoubt(['sale', 'news']),
    sale: await ledger.lookup('sale', keys),
    past: await ledger.past(
      keys.map((key) => [`uuid=${key}`]),
      0,
    ),
    news: await ledger.lookup('news', keys),
    lists: await ledger.lists(''),
    remembered: await ledger.remembered('sale'),
    sentLast: [await ledger.sentLast('sale'), await ledger.sentLast('news')],
  };
}
