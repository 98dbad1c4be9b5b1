// The walk that plan and apply share: every audience once, in order, folded into a plan.
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import type { Plan } from '../generated/plan.ts';
import { assemblePlan, type PlannedCampaign } from '../plan/assemble-plan.ts';
import { guardCampaign, type Policy } from '../plan/guard.ts';
import type { History } from '../plan/history.ts';
import { planCampaign, type ToSend } from '../plan/plan-campaign.ts';
import { DigestSet } from '../plan/seal.ts';
import type { Environment } from '../workspace/read-workspace.ts';
import type { Files } from '../workspace/files.ts';
import { openAudienceOf, type CompiledCampaign } from './compile-campaigns.ts';

export interface Walk {
  readonly files: Files;
  readonly environment: Environment;
  readonly policy: Policy;
  readonly compiled: readonly CompiledCampaign[];
  readonly history: History;
  /** Whether that history is a ledger's, or nobody's. */
  readonly kind: 'ledger' | 'none';
  /** Warnings that belong to the plan as a whole. */
  readonly diagnostics: readonly Diagnostic[];
  readonly keep?: (campaign: number, notifications: readonly ToSend[]) => Promise<void>;
  readonly keptAll?: () => Promise<void>;
}

export interface WalkResult {
  readonly plan: Plan;
  readonly digests: DigestSet;
  /** SHA-256 of every audience file, by path. */
  readonly audiences: ReadonlyMap<string, string>;
  /** What the guards found: the plan refuses itself when there is any. */
  readonly blockers: readonly Diagnostic[];
}

export async function walkCampaigns(walk: Walk): Promise<WalkResult> {
  const digests = new DigestSet();
  const audiences = new Map<string, string>();
  const planned: PlannedCampaign[] = [];
  const blockers: Diagnostic[] = [];
  for (const [index, { campaign, renderer }] of walk.compiled.entries()) {
    const sum = createHash('sha256');
    await using audience = await openAudienceOf(walk.files, campaign, (bytes) => sum.update(bytes));
    const result = await planCampaign({
      campaign,
      renderer,
      blocks: audience.blocks,
      history: walk.history,
      keep: async (notifications) => {
        for (const { digest } of notifications) digests.add(digest);
        await walk.keep?.(index, notifications);
      },
    });
    await walk.keptAll?.();
    audiences.set(campaign.audience.file, sum.digest('hex'));
    const guards = guardCampaign(campaign, result.counts, walk.policy);
    blockers.push(...guards);
    planned.push({ campaign, result, diagnostics: [...audience.warnings(), ...guards] });
  }
  const { environment, kind, diagnostics } = walk;
  const frame = { environment: environment.name, requestsPerMinute: environment.requestsPerMinute };
  const plan = assemblePlan({ ...frame, history: kind, seal: digests.seal(), diagnostics }, planned);
  return { plan, digests, audiences, blockers };
}
