import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { advance, emptyProgress, type Progress } from '../../src/delivery/tally.ts';
import { ApplyScreen } from '../../src/tui/apply-screen.tsx';
import type { KeysState } from '../../src/tui/run-keys.ts';
import { terminalAttacks } from '../support/naughty-strings.ts';
import {
  refusals,
  repeatOutcome,
  settleRequest,
  startProgress,
  takeSnapshot,
  twoCampaigns,
} from '../support/sample-progress.ts';

interface Look {
  readonly columns: number;
  readonly rows?: number;
  readonly isSandbox?: boolean;
  readonly now?: number;
  readonly keys?: KeysState;
}

function drawLines(progress: Progress, { columns, rows = 30, isSandbox = false, now = 60_000, keys }: Look): string[] {
  const screen = (
    <ApplyScreen
      snapshot={takeSnapshot(progress, now)}
      isSandbox={isSandbox}
      keys={keys}
      color={false}
      columns={columns}
      rows={rows}
    />
  );
  return renderToString(screen, { columns })
    .split('\n')
    .map((line) => line.trimEnd());
}

const outcomes = [...repeatOutcome('accepted', 12), ...refusals(6), ...repeatOutcome('in_doubt', 2)];
const underWay = Array.from({ length: 500 }).reduce<Progress>(
  (progress, _, index) => settleRequest(progress, outcomes, 1000 + index * 100),
  startProgress(twoCampaigns),
);

test('has its layout at 100 columns', () => {
  expect(drawLines(underWay, { columns: 100 })).toEqual([
    'production  run_ab12cd34ef56                                                         2 min 22 s left',
    '',
    'wishlist-sale  ━━━━━━━━━━━━━━━───────────────────────────────────────────────   24%  10,000 / 41,230',
    'order-update   ──────────────────────────────────────────────────────────────    0%          0 / 318',
    '',
    'accepted 6,000    refused 3,000    rejected 0        in doubt 1,000    not sent 31,548',
    '500 of 1,000 requests in the last minute',
    'Ctrl-C stops; what is under way is settled first.',
  ]);
});

test('has its layout at 60 columns', () => {
  expect(drawLines(underWay, { columns: 60 })).toEqual([
    'production  run_ab12cd34ef56                 2 min 22 s left',
    '',
    'wishlist-sale  ━━━━━─────────────────   24%  10,000 / 41,230',
    'order-update   ──────────────────────    0%          0 / 318',
    '',
    'accepted 6,000    refused 3,000     rejected 0',
    'in doubt 1,000    not sent 31,548',
    '500 of 1,000 requests in the last minute',
    'Ctrl-C stops; what is under way is settled first.',
  ]);
});

test('has its layout at 40 columns', () => {
  expect(drawLines(underWay, { columns: 40 })).toEqual([
    'production               2 min 22 s left',
    '',
    'wishlist-sale  ━━━━───────────────   24%',
    'order-update   ───────────────────    0%',
    '',
    'accepted 6,000    refused 3,000',
    'rejected 0        in doubt 1,000',
    'not sent 31,548',
    '500 of 1,000 requests in the last minute',
    'Ctrl-C stops safely.',
  ]);
});

describe('in any state', () => {
  const long = 'a-very-long-campaign-name.that-goes-on-and-on-for-more-than-any-terminal-is-wide-and-then-some.2026';
  const many = Array.from({ length: 9 }, (_, index) => ({
    id: index === 0 ? long : `campaign-${index}`,
    planned: 1_000_000,
    settled: 10,
  }));
  const crowded = settleRequest(
    startProgress(many, '環境-prod-with-a-long-name-that-never-ends-at-all'),
    outcomes,
    1000,
  );
  const states: Record<string, Progress> = {
    'before the start': emptyProgress,
    'just started': startProgress(twoCampaigns),
    'under way': underWay,
    'many campaigns': crowded,
    throttled: advance(crowded, { kind: 'waiting', reason: 'throttled', until: 999_000 }, 0),
    'message center': advance(crowded, { kind: 'waiting', reason: 'delivery_log', until: 999_000 }, 0),
    stopping: advance(
      crowded,
      { kind: 'stopping', why: 'the API answered with something that takes long to say in words' },
      0,
    ),
    ended: advance(crowded, { kind: 'ended' }, 0),
    attacked: advance(
      startProgress([{ id: terminalAttacks.join(''), planned: 3 }]),
      { kind: 'stopping', why: terminalAttacks.join('') },
      0,
    ),
  };
  const sizes = [100, 80, 60, 47, 40].flatMap((columns) => [30, 12, 9].map((rows) => ({ columns, rows })));

  const keys: readonly (KeysState | undefined)[] = [
    undefined,
    { kind: 'idle' },
    { kind: 'help' },
    { kind: 'asked', to: 'stopped', until: 5_000 },
    { kind: 'halted', to: 'paused' },
    { kind: 'failed', to: 'stopped', why: terminalAttacks.join('') },
  ];
  const looks = sizes.flatMap((size) =>
    keys.map((pressed) => (pressed === undefined ? size : { ...size, keys: pressed })),
  );

  test.each(Object.entries(states))('%s: at most 13 rows, fewer than the terminal, none too wide', (_, progress) => {
    for (const look of looks) {
      for (const isSandbox of [true, false]) {
        const lines = drawLines(progress, { ...look, isSandbox });
        expect(lines.length).toBeLessThanOrEqual(Math.min('keys' in look ? 13 : 12, look.rows - 1));
        expect(lines.filter((line) => stringWidth(line) > look.columns)).toEqual([]);
        expect(lines.join('')).not.toMatch(/\p{Cc}/v);
      }
    }
  });

  test.each([20, 30, 40])('%i columns: fewer rows than the terminal, however many rows the buckets take', (columns) => {
    const some = startProgress([{ id: 'sale', planned: 12_345_678, settled: 15 }]);
    for (const rows of [9, 10, 13, 14, 15, 16, 17]) {
      const lines = drawLines(some, { columns, rows, keys: { kind: 'idle' } });
      expect({ rows, fits: lines.length < rows }).toEqual({ rows, fits: true });
      expect(lines.join('\n')).toContain('earlier 15');
    }
  });
});

function drawKeys(keys: KeysState, look: Partial<Look> = {}): string[] {
  return drawLines(underWay, { columns: 100, ...look, keys });
}

describe('the keys', () => {
  test('are shown below the state of the run, and hidden if there is no room or nothing left to do', () => {
    expect(drawKeys({ kind: 'idle' }).slice(-2)).toEqual([
      'Ctrl-C stops; what is under way is settled first.',
      'p pause   s stop   ? help',
    ]);
    expect(drawKeys({ kind: 'idle' }, { rows: 12 }).at(-1)).toBe('Ctrl-C stops; what is under way is settled first.');
    const stopping = advance(underWay, { kind: 'stopping', why: 'SIGINT' }, 0);
    for (const progress of [stopping, advance(stopping, { kind: 'ended' }, 0)])
      expect(drawLines(progress, { columns: 100, keys: { kind: 'idle' } }).at(-1)).toMatch(/^Stopp(?:ing|ed): SIGINT/v);
  });

  test('ask for a second press, and report what was done and how to continue; also in the last row of a low terminal', () => {
    for (const rows of [30, 12]) {
      const lastRow = (keys: KeysState): string | undefined => drawKeys(keys, { rows }).at(-1);
      expect(lastRow({ kind: 'asked', to: 'stopped', until: 5_000 })).toBe(
        'Press s again to stop the run everywhere; what is under way is settled first.',
      );
      expect(lastRow({ kind: 'halting', to: 'paused' })).toBe('Pausing: what is under way is settled first.');
      expect(lastRow({ kind: 'halted', to: 'paused' })).toBe(
        'Paused: no new request starts. To go on: pushplan resume run_ab12cd34ef56 --env production',
      );
      expect(lastRow({ kind: 'failed', to: 'stopped', why: 'the disk is full' })).toBe('Not stopped: the disk is full');
    }
  });

  test('show help in place of the figures, and the last frame shows the figures', () => {
    const help = { kind: 'help' } as const;
    expect(drawKeys(help).slice(1)).toEqual([
      'p twice  pauses the run on all machines, as pushplan pause does',
      's twice  stops it, as pushplan stop does',
      'No new request starts then, and what is under way is settled',
      'To go on afterwards: pushplan resume run_ab12cd34ef56 --env production',
      'Ctrl-C stops; what is under way is settled first.',
      '? closes this help',
    ]);
    const ended = advance(underWay, { kind: 'ended' }, 0);
    expect(drawLines(ended, { columns: 100, keys: help })).toEqual(drawLines(ended, { columns: 100 }));
  });
});

describe('campaigns', () => {
  test('have a line each if they are in progress, up to 4 lines, and the others are summed up', () => {
    const campaigns = Array.from({ length: 7 }, (_, index) => ({
      id: `c${index}`,
      planned: 100,
      settled: index < 3 ? 100 : 0,
    }));
    const bars = drawLines(startProgress(campaigns), { columns: 60 }).slice(2, 6);
    expect(bars.map((line) => line.split(/ {2,}/v)[0])).toEqual(['c3', 'c4', 'c5', '4 others']);
    expect(bars[3]).toMatch(/75% +300 \/ 400$/v);
  });

  test('are represented by the last ones when all are done', () => {
    const campaigns = Array.from({ length: 5 }, (_, index) => ({ id: `c${index}`, planned: 100, settled: 100 }));
    const bars = drawLines(startProgress(campaigns), { columns: 60 }).slice(2, 6);
    expect(bars.map((line) => line.split(/ {2,}/v)[0])).toEqual(['c2', 'c3', 'c4', '2 others']);
  });

  test('share one bar on a low terminal', () => {
    const bar = drawLines(
      startProgress([
        { id: 'a', planned: 100, settled: 50 },
        { id: 'b', planned: 100 },
      ]),
      { columns: 60, rows: 9 },
    )[1];
    expect(bar).toMatch(/^2 campaigns .* 25% +50 \/ 200$/v);
  });
});

const oneTaken = settleRequest(startProgress(twoCampaigns), repeatOutcome('accepted', 1), 400);

test.each([
  ['starting', emptyProgress, 0],
  ['2 min 5 s left', startProgress(twoCampaigns), 0],
  ['2 min 7 s left', oneTaken, 400],
  // No answer for so long that the time cannot be estimated.
  ['running', oneTaken, 60_000],
])('shows the remaining time: %s', (words, progress, now) => {
  expect(drawLines(progress, { columns: 60, now })[0]?.endsWith(` ${words}`)).toBe(true);
});

describe('the screen shows', () => {
  test('that it is a sandbox, and no mark otherwise', () => {
    expect(drawLines(startProgress(twoCampaigns, 'sandbox'), { columns: 60, isSandbox: true })[0]).toMatch(
      /^SANDBOX  run_/v,
    );
    expect(drawLines(startProgress(twoCampaigns, 'staging'), { columns: 60, isSandbox: true })[0]).toMatch(
      /^SANDBOX  staging  run_/v,
    );
    expect(drawLines(startProgress(twoCampaigns, 'production'), { columns: 60 }).join()).not.toContain('SANDBOX');
  });

  test.each([
    ['throttled', 'Waiting 12 seconds: too many requests'],
    ['retry', 'Waiting 12 seconds to try again'],
    ['delivery_log', 'Waiting 12 seconds: Message Center'],
    ['pace', 'Ctrl-C stops safely.'],
  ] as const)('why it waits: %s', (reason, line) => {
    const waiting = advance(underWay, { kind: 'waiting', reason, until: 72_000 }, 60_000);
    expect(drawLines(waiting, { columns: 40 }).at(-1)).toBe(line);
    expect(drawLines(advance(waiting, { kind: 'going_on' }, 61_000), { columns: 40 }).at(-1)).toBe(
      'Ctrl-C stops safely.',
    );
  });

  test('that it is stopping, and later that it has stopped', () => {
    const stopping = advance(underWay, { kind: 'stopping', why: 'SIGINT' }, 60_000);
    expect(drawLines(stopping, { columns: 100 }).at(-1)).toBe(
      'Stopping: SIGINT. What is under way is settled first; Ctrl-C again leaves at once.',
    );
    const ended = drawLines(advance(stopping, { kind: 'ended' }, 61_000), { columns: 100 });
    expect(ended.at(0)).toMatch(/stopped$/v);
    expect(ended.at(-1)).toBe('Stopped: SIGINT');
  });

  test('in the title that it is finished', () => {
    const lines = drawLines(advance(underWay, { kind: 'ended' }, 61_000), { columns: 100 });
    expect(lines[0]).toMatch(/finished$/v);
    expect(lines.at(-1)).toBe('500 of 1,000 requests in the last minute');
  });

  test('how many requests are under way', () => {
    const sending = advance(underWay, { kind: 'sending', campaign: 0, notifications: 20 }, 60_000);
    expect(drawLines(sending, { columns: 100 }).at(-2)).toBe('501 of 1,000 requests in the last minute, 1 under way');
    expect(drawLines(sending, { columns: 40 }).at(-2)).toBe('501 of 1,000 requests in a minute');
  });

  test('what was settled earlier in a resumed run', () => {
    expect(drawLines(startProgress([{ id: 'a', planned: 100, settled: 60 }]), { columns: 100 })[4]).toBe(
      'earlier 60    accepted 0     refused 0     rejected 0     in doubt 0     not sent 40',
    );
  });
});
