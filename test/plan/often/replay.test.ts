// What caps and exclusions would have spared of what was sent, compared with a slow count of the test's own.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Replay, type LoggedSend, type ReplayedCampaign } from '../../../src/plan/often/replay.ts';
import '../../support/property-seed.ts';

const hour = 3_600_000;

interface Sent {
  readonly person: readonly string[];
  readonly at: number;
  readonly campaign?: string;
  readonly run?: number;
  readonly tags?: readonly string[];
}

function logged({ at, campaign = 'sale', run = 1, tags = ['promo'] }: Sent, id: number): LoggedSend {
  return { campaign, tags, at: at * hour, became: 'accepted', run, id };
}

/** Replays all sends in order, each with the whole past and future of its person. */
function replay(sent: readonly Sent[], { campaigns = [], caps = [] }: Rules): Replay {
  const made = new Replay(campaigns, { caps });
  for (const [id, one] of sent.entries()) {
    const past = sent.flatMap((other, index) =>
      other.person.some((hash) => one.person.includes(hash)) ? [logged(other, index)] : [],
    );
    made.look({ send: logged(one, id), person: one.person, past });
  }
  return made;
}

interface Rules {
  readonly campaigns?: readonly ReplayedCampaign[];
  readonly caps?: ReplayedCampaign['caps'];
}

function campaign(id: string, more: Partial<ReplayedCampaign> = {}): ReplayedCampaign {
  return { id, tags: [], caps: [], excludeRecent: [], ...more };
}

const once = { tag: 'promo', max: 1, within: 24 * hour, exceptTags: [] };

describe('a look back', () => {
  test('counts by campaign and rule, and a spared notification takes no place', () => {
    const ana = ['a1', 'a2'];
    const done = replay(
      [
        { person: ana, at: 0 },
        { person: ['a2'], at: 10 },
        { person: ana, at: 25 },
        { person: ['b'], at: 26, campaign: 'news', tags: [] },
        { person: ['a2'], at: 27, campaign: 'gone' },
      ],
      { caps: [once] },
    );
    expect(done.list()).toEqual([
      { campaign: 'gone', sent: 1, spared: 1, rules: [{ rule: 'cap of 1 promo in 24h', spared: 1 }] },
      { campaign: 'news', sent: 1, spared: 0, rules: [] },
      { campaign: 'sale', sent: 3, spared: 1, rules: [{ rule: 'cap of 1 promo in 24h', spared: 1 }] },
    ]);
    expect(done.people).toBe(1);
    expect(done.longest).toBe(24 * hour);
  });

  test('spares nothing with a cap that defers, and counts what it defers from when there is a place', () => {
    const sent = [
      { person: ['a'], at: 0 },
      { person: ['a'], at: 10 },
      { person: ['a'], at: 30 },
    ];
    const later = { ...once, when: 'defer' as const };
    const rule = 'cap of 1 promo in 24h, which defers';
    expect(replay(sent, { caps: [later] }).list()).toEqual([
      { campaign: 'sale', sent: 3, spared: 0, rules: [{ rule, spared: 0 }] },
    ]);
    // The second is sent at 24 hours, so that a cap of ten hours has no room for the third.
    const skips = { ...once, within: 10 * hour };
    expect(replay(sent, { caps: [later, skips] }).list()[0]?.spared).toBe(1);
    expect(replay(sent, { caps: [skips] }).list()[0]?.spared).toBe(0);
  });

  test('uses the tags and rules that a campaign has in the workspace', () => {
    const rules: Rules = {
      campaigns: [
        campaign('sale', { tags: ['service'] }),
        campaign('news', { excludeRecent: [{ sent: 'sale', within: hour, index: 0 }], caps: [{ ...once, max: 2 }] }),
      ],
      caps: [once],
    };
    const done = replay(
      [
        { person: ['a'], at: 0 },
        { person: ['a'], at: 0.5, campaign: 'news', run: 2 },
        { person: ['a'], at: 2, campaign: 'news', run: 3, tags: ['promo'] },
        { person: ['a'], at: 3 },
      ],
      rules,
    );
    expect(done.list().map(({ campaign: id, spared, rules: counts }) => ({ id, spared, counts }))).toEqual([
      {
        id: 'news',
        spared: 1,
        counts: [
          { rule: 'cap of 2 promo in 24h', spared: 0 },
          { rule: 'sale within 1h', spared: 1 },
        ],
      },
      { id: 'sale', spared: 0, counts: [] },
    ]);
  });

  test('excludes nobody because of what the same campaign sends in the same run', () => {
    const campaigns = [
      campaign('sale', { tags: ['promo'], excludeRecent: [{ tag: 'promo', within: hour, index: 0 }] }),
    ];
    const sent = [1, 1, 2].map((run) => ({ person: ['a'], at: 0, run }));
    expect(replay(sent, { campaigns }).list()).toMatchObject([{ sent: 3, spared: 1 }]);
  });

  test('leaves nothing that exceeds the cap, and spares only people who had reached it', () => {
    const person = fc.constantFrom<string[]>(['a'], ['a', 'b'], ['b'], ['c'], ['c', 'd']);
    const sends = fc.array(fc.record({ person, at: fc.nat(40) }), { maxLength: 60 });
    fc.assert(
      fc.property(sends, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }), (all, max, within) => {
        const sent = all.toSorted((one, other) => one.at - other.at);
        const left: typeof sent = [];
        let spared = 0;
        for (const one of sent) {
          const others = left.filter(
            (other) => other.at > one.at - within && other.person.some((hash) => one.person.includes(hash)),
          );
          if (others.length < max) left.push(one);
          else spared += 1;
        }
        const cap = { max, within: within * hour, exceptTags: [] };
        const [count = { sent: 0, spared: 0 }] = replay(sent, { caps: [cap] }).list();
        expect({ sent: count.sent, spared: count.spared }).toEqual({ sent: sent.length, spared });
      }),
    );
  });
});
