import { describe, expect, test } from 'vitest';
import { advance, emptyProgress, type Progress } from '../../src/delivery/tally.ts';
import { nextProgressLine, type PrintedProgress } from '../../src/view/progress-lines.ts';
import {
  refusals,
  repeatOutcome,
  settleRequest,
  startProgress,
  takeSnapshot,
  twoCampaigns,
} from '../support/sample-progress.ts';

const started = startProgress(twoCampaigns);

/** The lines that are printed at these moments. */
function printLines(moments: readonly { readonly progress: Progress; readonly now: number }[]): string[] {
  let printed: PrintedProgress | undefined;
  return moments.flatMap(({ progress, now }) => {
    const next = nextProgressLine(takeSnapshot(progress, now), printed);
    printed = next?.printed ?? printed;
    return next?.line ?? [];
  });
}

test('nothing before the start', () => {
  expect(printLines([{ progress: emptyProgress, now: 0 }])).toEqual([]);
});

test('the figures of a line add up to the plan', () => {
  const progress = settleRequest(
    started,
    [...repeatOutcome('accepted', 15), ...refusals(4), ...repeatOutcome('in_doubt', 1)],
    1000,
  );
  expect(printLines([{ progress, now: 2000 }])).toEqual([
    'Sending: 20 of 41,548 (1%), accepted 15, refused 4, rejected 0, in doubt 1, not sent 41,528, 1 request in the last minute, about 2 min 9 s left',
  ]);
});

test('a resumed run says what was settled earlier', () => {
  const resumed = startProgress([{ id: 'a', planned: 100, settled: 60 }]);
  expect(printLines([{ progress: resumed, now: 0 }])).toEqual([
    'Sending: 60 of 100 (60%), earlier 60, accepted 0, refused 0, rejected 0, in doubt 0, not sent 40, 0 requests in the last minute, about 1 s left',
  ]);
});

test('during trouble the line shows the last error, and what to do', () => {
  const lastError = {
    name: 'EAI_AGAIN',
    status: null,
    means: 'the name server does not answer',
    remedy: 'Check the DNS of this machine.',
    lasting: undefined,
  };
  const waiting = advance(started, { kind: 'waiting', reason: 'breaker', until: 30_000, lastError }, 0);
  expect(printLines([{ progress: waiting, now: 0 }])[0]).toMatch(
    /^Waiting 30 seconds: API is in trouble\. Last error EAI_AGAIN: the name server does not answer\. Check the DNS of this machine: 0 of /,
  );
});

test('while nothing changes, one line every 5 s', () => {
  const moments = Array.from({ length: 41 }, (_, index) => ({ progress: started, now: index * 250 }));
  expect(printLines(moments)).toHaveLength(3);
});

describe('a change of state', () => {
  const throttled = advance(started, { kind: 'waiting', reason: 'throttled', until: 13_000 }, 1000);
  const stopping = advance(throttled, { kind: 'stopping', why: 'SIGTERM' }, 1100);
  const ended = advance(stopping, { kind: 'ended' }, 1200);

  test('is printed at once, with what is waited for', () => {
    const lines = printLines([
      { progress: started, now: 0 },
      { progress: throttled, now: 1000 },
      { progress: stopping, now: 1100 },
      { progress: ended, now: 1200 },
      { progress: ended, now: 60_000 },
    ]);
    expect(lines.map((line) => line.slice(0, line.indexOf(': 0 of')))).toEqual([
      'Sending',
      'Waiting 12 seconds: too many requests',
      'Stopping, SIGTERM',
      'Ended',
    ]);
  });

  test('that flickers does not fill the log', () => {
    const moments = Array.from({ length: 40 }, (_, index) => ({
      progress: index % 2 ? throttled : started,
      now: index * 100,
    }));
    expect(printLines(moments).length).toBeLessThanOrEqual(4);
  });

  test('does not include waits for the pace, which are usual', () => {
    const paced = advance(started, { kind: 'waiting', reason: 'pace', until: 2000 }, 1500);
    expect(
      printLines([
        { progress: started, now: 0 },
        { progress: paced, now: 1500 },
      ]),
    ).toHaveLength(1);
  });

  test('is also the end of a campaign', () => {
    const done = settleRequest(
      startProgress([
        { id: 'a', planned: 1 },
        { id: 'b', planned: 1 },
      ]),
      repeatOutcome('accepted', 1),
      1500,
    );
    expect(
      printLines([
        {
          progress: startProgress([
            { id: 'a', planned: 1 },
            { id: 'b', planned: 1 },
          ]),
          now: 0,
        },
        { progress: done, now: 1500 },
      ]),
    ).toHaveLength(2);
  });
});

test('the reason for stopping is text, not a command', () => {
  const stopping = advance(started, { kind: 'stopping', why: 'x\n::error::y\u001B[2J' }, 0);
  expect(printLines([{ progress: stopping, now: 0 }])[0]).toContain('Stopping, x␊: :error::y␛[2J: 0 of');
});
