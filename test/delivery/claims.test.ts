import { expect, test } from 'vitest';
import type { ReportRow } from '../../src/delivery/delivery.ts';
import type { Claim } from '../../src/delivery/ledger.ts';
import type { Answer, Sender } from '../../src/delivery/sender.ts';
import type { WholeLedger } from '../contract/world.ts';
import { makeWorld } from '../support/delivery-world.ts';
import { acceptAll, madeSender } from '../support/made-sender.ts';
import { payloadsTo, payloadsOf } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { withMethod } from '../support/with-method.ts';

type Send = Sender['send'];

const accepting = madeSender(async (request) => acceptAll(request));

/** Claims these notifications as another process does, as soon as a slot is free, and settles them as accepted. */
async function sendThese(ledger: WholeLedger, claim: Claim): Promise<void> {
  for (;;) {
    const claimed = await ledger.claim(claim);
    if (claimed.kind === 'fenced') throw new Error(`The run is ${claimed.state}.`);
    if (claimed.kind === 'wait') {
      await realClock.sleep(claimed.milliseconds);
      continue;
    }
    const outcomes = claim.notifications.map(() => ({ kind: 'accepted' as const }));
    await ledger.settle([{ attempt: claimed.attempt, outcomes, status: 200, error: null }]);
    return;
  }
}

test('people whom another process claims meanwhile are not sent to by this one', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(70) }] });
  const { ledger, run } = world;
  const asked: string[] = [];
  let isFirst = true;
  const send: Send = async (request) => {
    asked.push(...payloadsOf(request));
    if (isFirst) {
      isFirst = false;
      const [chunk] = await ledger.chunks(run.id);
      const spooled = await ledger.open(run.id, chunk?.number ?? 0);
      // A part of the second batch, and the whole third batch.
      for (const notifications of [spooled.slice(10, 15), spooled.slice(19, 39)]) {
        await sendThese(ledger, { run: run.id, chunk: chunk?.number ?? 0, campaign: 0, notifications });
      }
    }
    return acceptAll(request);
  };
  const end = await world.deliver(madeSender(send), { concurrency: 1 });
  expect(end).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 70, in_doubt: 0, not_sent: 0 });
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toHaveLength(70 - 25);
});

test('a ledger that returns fewer results than there are claims is a defect, and nothing is sent', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(5) }] });
  const ledger = withMethod(world.ledger, 'claimAll', async () => []);
  let isSent = false;
  const send: Send = async (request) => {
    isSent = true;
    return acceptAll(request);
  };
  await expect(world.deliver(madeSender(send), { ledger })).rejects.toThrow('0 results of 1 claims');
  expect(isSent).toBe(false);
});

test('a spool with a campaign that does not belong to the run is a defect', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(5) }] });
  const run = { ...world.run, campaigns: [] };
  await expect(world.deliver(accepting, { run })).rejects.toThrow('has no campaign 0');
});

test('a campaign of the run that the ledger has no totals for counts nobody as planned', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(5) }] });
  const run = { ...world.run, campaigns: [...world.run.campaigns, ...world.run.campaigns] };
  await world.deliver(accepting, { run });
  expect(world.events[0]).toMatchObject({ campaigns: [{ planned: 5 }, { planned: 0, settled: 0 }] });
});

test('if outcomes cannot be committed, nothing more is sent, claims stay open, and the error is thrown', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  const ledger = withMethod(world.ledger, 'settle', async () => {
    throw new Error('disk full');
  });
  await expect(world.deliver(accepting, { ledger })).rejects.toThrow('disk full');
  expect(await world.totals()).toMatchObject({ in_doubt: 1, not_sent: 59 });
});

test('people for whom the answer has no attributes are reported without them', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  const rows: ReportRow[] = [];
  const terse: Answer = { kind: 'settled', status: 200, outcomes: [{ kind: 'accepted' }], attributes: [] };
  await world.deliver(
    madeSender(async () => terse),
    { report: async (some) => void rows.push(...some) },
  );
  expect(rows).toEqual([{ campaign: 'campaign-0', row: 1, outcome: { kind: 'accepted' }, attributes: null }]);
});

test('a rejection whose code is unknown is reported with the code only', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  const refusal: Answer = { kind: 'unacceptable', status: 400, code: 'new_code', message: '' };
  const end = await world.deliver(madeSender(async () => refusal));
  expect(end.findings).toMatchObject([{ message: 'Row 1 of campaign campaign-0 was rejected by the API (new_code).' }]);
});

test('a chunk in which nobody is left to send to is finished', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(3) }] });
  const { ledger, run } = world;
  const [chunk] = await ledger.chunks(run.id);
  const notifications = await ledger.open(run.id, chunk?.number ?? 0);
  await sendThese(ledger, { run: run.id, chunk: chunk?.number ?? 0, campaign: 0, notifications });
  expect(await world.deliver(accepting)).toMatchObject({ kind: 'finished' });
  expect(await ledger.chunks(run.id)).toEqual([]);
});
