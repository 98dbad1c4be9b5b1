// Selectors of the tests, beside those of every plan: rows that are left out, deferred or passed.
import { describe, expect, it } from 'vitest';
import type { CampaignResult } from '../../../src/plan/campaign-folds.ts';
import { noHistory, type History } from '../../../src/plan/history.ts';
import { planCampaign } from '../../../src/plan/plan-campaign.ts';
import type { ToSend } from '../../../src/plan/plan-block.ts';
import { joinSelectors, pass, type Selector, type SelectorVerdict } from '../../../src/plan/selection/selection.ts';
import { aCampaign, aRecipient, rendererOf } from '../../support/a-campaign.ts';
import { historyOf, sentOnce } from '../../support/a-history.ts';

const parts = {
  where: { optin: ['true'] },
  notification: { identifiers: { uuid: '{{id}}' }, title: 'Hi {{name}}' },
} as const;

type Row = Readonly<Record<string, string>>;

async function plan(
  rows: readonly Row[],
  selectors: readonly Selector[],
  history: History = noHistory,
): Promise<{
  readonly result: CampaignResult;
  readonly sent: readonly ToSend[];
  readonly deferred: readonly string[];
}> {
  const sent: ToSend[] = [];
  const deferred: string[] = [];
  const result = await planCampaign({
    campaign: aCampaign(parts),
    renderer: rendererOf(parts, ['id', 'name', 'optin', 'zone']),
    selectors,
    history,
    keep: async (notifications, put) => {
      sent.push(...notifications);
      deferred.push(...put.deferred);
    },
    blocks: (async function* blocks() {
      yield rows.map((row, index) => {
        const values = { id: `c-${index + 1}`, name: 'Ana', optin: 'true', ...row };
        return { ...aRecipient(values), row: index + 1, line: index + 2 };
      });
    })(),
  });
  return { result, sent, deferred };
}

const [nine, ten, eleven] = [9, 10, 11].map((hour) => Date.UTC(2027, 0, 1, hour)) as [number, number, number];

/** Defers people in the east until 9, and people in the west until 10. */
const quietHours: Selector = {
  read: ({ recipient }): SelectorVerdict => {
    const { zone } = recipient.values;
    if (zone === undefined) return pass;
    return { kind: 'put_off', until: zone === 'east' ? nine : ten };
  },
};

const at = (until: number) => (): SelectorVerdict => ({ kind: 'put_off', until });

describe('a deferred row', () => {
  it('waits until the time before which it must not be sent, and is counted by that time', async () => {
    const rows = [{ zone: 'west' }, {}, { zone: 'east' }, { zone: 'west' }];
    const { result, sent, deferred } = await plan(rows, [quietHours]);
    expect(sent.map(({ row }) => row)).toEqual([2]);
    expect(deferred).toHaveLength(3);
    expect(result.counts).toMatchObject({ rows: 4, send: 1, deferred: 3 });
    expect(result.timetable).toEqual([
      { due: nine, zone: 'UTC', count: 1 },
      { due: ten, zone: 'UTC', count: 2 },
    ]);
  });

  it('waits for the latest of all times, whichever stage they come from', async () => {
    const [first, ...orders] = [
      [{ read: at(nine) }, { keyed: at(eleven) }, { placed: at(ten) }, { rendered: at(nine) }],
      [{ read: at(eleven), placed: at(nine) }, { read: at(ten) }],
      [{ rendered: at(ten) }, { rendered: at(eleven) }],
      [{ placed: at(eleven) }, { rendered: () => pass }],
    ] as const;
    for (const selectors of [first, ...orders]) {
      const { result } = await plan([{}], selectors);
      expect(result.timetable).toEqual([{ due: eleven, zone: 'UTC', count: 1 }]);
    }
  });

  it('takes its key like other rows, and may still be left out, settled or invalid', async () => {
    const rows = [
      { zone: 'east', id: 'same' },
      { id: 'same' },
      { zone: 'east', optin: 'false' },
      { zone: 'east', id: '' },
      { zone: 'east', id: 'known' },
    ];
    const history = historyOf((key) => (key.includes('known') ? sentOnce('accepted') : undefined));
    const { result } = await plan(rows, [quietHours], history);
    expect(result.counts).toMatchObject({
      rows: 5,
      send: 0,
      deferred: 1,
      settled: 1,
      removed: { duplicate: 1, filtered: 1, invalid: 1 },
    });
    expect(result.timetable).toEqual([{ due: nine, zone: 'UTC', count: 1 }]);
  });

  it('does not change what is sent', async () => {
    const rows = [{ zone: 'east' }];
    const [now, later] = [await plan(rows, []), await plan(rows, [quietHours])];
    expect(later.deferred).toEqual(now.sent.map(({ digest }) => digest));
  });
});

describe('a row that is left out', () => {
  it.each(['read', 'keyed', 'placed', 'rendered'] as const)('when it is %s is counted by its reason', async (stage) => {
    const reached: number[] = [];
    const selector: Selector = {
      [stage]: ({ recipient }: { readonly recipient: { readonly row: number } }): SelectorVerdict => {
        reached.push(recipient.row);
        return recipient.row === 1 ? { kind: 'left_out', reason: 'short' } : pass;
      },
    };
    const { result, sent } = await plan([{ id: 'same' }, { id: 'same' }], [selector]);
    expect(result.counts).toMatchObject({ rows: 2, send: 1, removed: { short: 1, duplicate: 0 } });
    expect(sent.map(({ row }) => row)).toEqual([2]);
    expect(reached).toEqual([1, 2]);
  });

  it('is reported if it has a problem, and no later selector sees it', async () => {
    const problem = { code: 'PP222', message: 'is not wanted', path: 'audience' } as const;
    const late: Selector = {
      read: () => {
        throw new Error('asked about a row that is left out');
      },
    };
    const { result } = await plan([{}], [{ read: () => ({ kind: 'left_out', reason: 'invalid', problem }) }, late]);
    expect(result.diagnostics).toMatchObject([{ code: 'PP222', message: 'audience: is not wanted (line 2)', line: 2 }]);
  });
});

it('selectors let rows pass at the stages that they do not have', () => {
  expect(joinSelectors([undefined, () => pass, undefined])({})).toEqual(pass);
  expect(joinSelectors([])({})).toEqual(pass);
});
