// The ledger contract for approvals: which content was approved.
import { describe, expect, test } from 'vitest';
import type { ContentApproval } from '../../src/delivery/approvals.ts';
import { newRun, plannedMany, spoolRun, type MakeWorld } from './world.ts';

const anApproval: ContentApproval = {
  campaign: 'sale',
  content: 'a'.repeat(64),
  parts: [{ name: 'policy', sha256: 'b'.repeat(64) }],
  commit: 'c'.repeat(40),
  plan: 'pp1:x',
  planned: 5,
  copy: ['weird:title'],
};

export function approvalsContract(name: string, makeWorld: MakeWorld): void {
  describe(`approvals: ${name}`, () => {
    test('keeps the newest approval of a campaign, and how many of its notifications no run has planned since', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      expect(await ledger.approvalOf('sale')).toBeUndefined();
      const before = await spoolRun(ledger, plannedMany(4));
      await ledger.setState(before.id, 'finished', {});
      const run = await ledger.startRun(newRun());
      await ledger.append(run.id, 0, plannedMany(2));
      await ledger.approve(run.id, [anApproval]);
      expect(await ledger.approvalOf('sale')).toEqual({ ...anApproval, at: expect.any(Number), waiting: 5 });
      await ledger.setState(run.id, 'running', { seal: 'pp1:x' });
      expect(await ledger.approvalOf('sale')).toMatchObject({ waiting: 3 });
      await ledger.setState(run.id, 'finished', {});
      const next = await ledger.startRun(newRun());
      const other = { ...anApproval, content: 'd'.repeat(64), commit: null, planned: 0 };
      await ledger.approve(next.id, [other]);
      expect(await ledger.approvalOf('sale')).toMatchObject({ ...other, waiting: 0 });
      // A run that was dropped approves nothing.
      await ledger.dropRun(next.id);
      expect(await ledger.approvalOf('sale')).toMatchObject({ content: anApproval.content });
    });
  });
}
