// Backtest: applies the present caps and exclusions, and those of the base, to the past sends in the ledger.
import type { Campaign } from '../campaign/campaign.ts';
import type { Backtest, BacktestCampaign, BacktestRule, Plan } from '../generated/plan.ts';
import type { History } from '../plan/history.ts';
import type { OftenPolicy } from '../plan/often/often-limits.ts';
import { Replay, type ReplayCount } from '../plan/often/replay.ts';
import { showMoment } from '../plan/schedule/plan-timetable.ts';
import { loadCampaigns } from '../workspace/load-campaigns.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { WalkProgress } from './walk-audience.ts';
import { totalOf } from '../counts.ts';

interface BacktestSources {
  readonly workspace: Workspace;
  readonly base: { readonly campaigns: readonly Campaign[]; readonly policy: OftenPolicy } | undefined;
  readonly history: Pick<History, 'sentSince'>;
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
  readonly progress?: WalkProgress | undefined;
}

/** Returns the plan unchanged if `span` is undefined. */
export async function addBacktest(plan: Plan, sources: BacktestSources, span: number | undefined): Promise<Plan> {
  return span === undefined ? plan : { ...plan, backtest: await lookBack(sources, span) };
}

/** `span` is the time before the plan, in milliseconds. Counts all campaigns of the workspace, not only the planned ones. */
async function lookBack({ workspace, base, history, now, progress }: BacktestSources, span: number): Promise<Backtest> {
  const { campaigns } = await loadCampaigns(workspace, [''], { empty: 'allow' });
  const here = new Replay(campaigns, workspace.policy);
  const there = base && new Replay(base.campaigns, base.policy);
  progress?.begin('backtest', undefined);
  for await (const sends of history.sentSince(now - span, Math.max(here.longest, there?.longest ?? 0))) {
    for (const send of sends) {
      here.look(send);
      there?.look(send);
    }
    progress?.add(0, sends.length);
  }
  progress?.end();
  const was = new Map(there?.list().map((count) => [count.campaign, count]));
  const counts = here.list();
  return {
    from: showMoment(now - span),
    to: showMoment(now),
    sent: totalOf(counts, ({ sent }) => sent),
    spared: totalOf(counts, ({ spared }) => spared),
    people: here.people,
    ...(there && { base: { spared: totalOf(there.list(), ({ spared }) => spared), people: there.people } }),
    campaigns: counts.map((count) => publishCampaign(count, was.get(count.campaign))),
  };
}

function publishCampaign(is: ReplayCount, was: ReplayCount | undefined): BacktestCampaign {
  const { campaign: id, sent, spared } = is;
  return { id, sent, spared, base_spared: was?.spared ?? null, rules: publishRules(is, was) };
}

/** The present rules first, then those that only the base has. */
function publishRules(is: ReplayCount, was: ReplayCount | undefined): BacktestRule[] {
  const former = new Map(was?.rules.map(({ rule, spared }) => [rule, spared]));
  const kept = new Set(is.rules.map(({ rule }) => rule));
  return [
    ...is.rules.map(({ rule, spared }) => ({ rule, spared, base_spared: former.get(rule) ?? null })),
    ...[...former]
      .filter(([rule]) => !kept.has(rule))
      .map(([rule, spared]) => ({ rule, spared: null, base_spared: spared })),
  ];
}
