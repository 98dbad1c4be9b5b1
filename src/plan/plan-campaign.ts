// One campaign's walk: from the rows of its audience to decisions, counts, samples and what is to be sent.
import type { Campaign } from '../campaign/campaign.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CampaignPlan } from '../generated/plan.ts';
import type { Recipient } from '../message/recipient.ts';
import type { NotificationKey, Renderer } from '../message/renderer.ts';
import type { RowValues } from '../message/type-row.ts';
import { AskedColumns } from './asked-columns.ts';
import { Bounds } from './bounds.ts';
import { CopyAudit, type CopyPolicy } from './copy-audit.ts';
import type { Copy } from './copy-checks.ts';
import { decide, needsPayload, type Decision, type Digests } from './decide.ts';
import { digestNotification, shortDigest } from './digest.ts';
import type { History, Known } from './history.ts';
import { KeySet } from './key-set.ts';
import { PrintedNotes } from './printed-notes.ts';
import { RowFindings } from './row-findings.ts';
import { Samples } from './samples.ts';
import { SharedIdentifiers } from './shared-identifiers.ts';
import { lookUpBoth } from './two-keys.ts';
import { UnmetFilter } from './unmet-filter.ts';

type Counts = CampaignPlan['counts'];

/** A notification that will be sent. */
export interface ToSend {
  readonly key: string;
  /** The whole digest, 64 hex digits. */
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  readonly payload: string;
}

/** A row and what was decided about it. */
export interface SeenRow {
  readonly recipient: Recipient;
  readonly key: string;
  readonly decision: Decision['kind'];
  /** Undefined where the decision did not need it. */
  readonly payload: string | undefined;
}

export interface CampaignWalk {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** The audience, in file order. */
  readonly blocks: AsyncIterable<readonly Recipient[]>;
  /** Asked at the end: whether rows of the audience were left aside, so that nothing can be said of its columns. */
  readonly isPart?: () => boolean;
  readonly history: History;
  /** By whose levels the copy of all that will be sent is audited; it is not when absent. */
  readonly policy?: CopyPolicy;
  /** Takes what will be sent, in file order, before the next block is read. */
  readonly keep: (notifications: readonly ToSend[]) => Promise<void>;
  /** Sees every row that is neither filtered, invalid, short nor a duplicate, in file order. */
  readonly watch?: (row: SeenRow) => void;
}

export interface CampaignResult {
  readonly counts: Counts;
  readonly samples: CampaignPlan['samples'];
  readonly audit: CampaignPlan['audit'];
  readonly bounds: NonNullable<CampaignPlan['bounds']>;
  /** Warnings about rows and copy, errors where the policy has the copy block the plan, and the faults. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those of them that are errors in what the campaign says, which only its rows show. */
  readonly faults: readonly Diagnostic[];
}

interface KeyedRow extends NotificationKey {
  readonly recipient: Recipient;
}

/** As it will be sent, and as it was sent before. */
interface RenderedCopy extends Copy {
  readonly formerPayload?: string;
  readonly row: RowValues;
}

/** Reads the audience once. Memory grows by the keys alone. */
export async function planCampaign(walk: CampaignWalk): Promise<CampaignResult> {
  const planner = new CampaignPlanner(walk);
  for await (const block of walk.blocks) await planner.take(block);
  return planner.result();
}

class CampaignPlanner {
  readonly #walk: CampaignWalk;
  readonly #counts: Counts = {
    rows: 0,
    send: 0,
    resend: 0,
    settled: 0,
    settled_earlier: 0,
    in_doubt: 0,
    removed: { invalid: 0, duplicate: 0, filtered: 0, short: 0 },
  };
  readonly #seen = new KeySet();
  readonly #samples = new Samples();
  readonly #findings = new RowFindings();
  readonly #shared = new SharedIdentifiers();
  readonly #asked: AskedColumns;
  readonly #unmet: UnmetFilter;
  readonly #notes = new PrintedNotes();
  readonly #audit: CopyAudit | undefined;
  readonly #bounds: Bounds;

  constructor(walk: CampaignWalk) {
    this.#walk = walk;
    this.#asked = new AskedColumns(walk.renderer.asked);
    this.#unmet = new UnmetFilter(walk.campaign);
    this.#audit = walk.policy && new CopyAudit(walk.campaign, walk.policy);
    this.#bounds = new Bounds(walk.renderer.figures);
  }

  async take(block: readonly Recipient[]): Promise<void> {
    const keyed: KeyedRow[] = [];
    for (const recipient of block) {
      const row = this.#keyOf(recipient);
      if (row !== undefined) keyed.push(row);
    }
    const known = await lookUpBoth(this.#walk.history, this.#walk.campaign.id, keyed);
    const toSend: ToSend[] = [];
    for (const [index, row] of keyed.entries()) {
      const notification = this.#decideRow(row, known[index] ?? { kind: 'unknown', generation: 0 });
      if (notification) toSend.push(notification);
    }
    if (toSend.length > 0) await this.#walk.keep(toSend);
  }

  result(): CampaignResult {
    const isWhole = this.#walk.isPart?.() !== true;
    const faults = [...(isWhole ? this.#asked.list() : []), ...this.#notes.faults(this.#walk.campaign)];
    return {
      counts: this.#counts,
      samples: this.#samples.list(this.#walk.renderer),
      audit: this.#audit?.findings() ?? [],
      bounds: this.#bounds.list(),
      faults,
      diagnostics: [
        ...faults,
        ...(isWhole ? this.#unmet.list() : []),
        ...this.#findings.list(this.#walk.campaign.audience.file),
        ...this.#shared.list(this.#walk.campaign.audience.file),
        ...this.#notes.warnings(this.#walk.campaign),
        ...(this.#audit?.diagnostics() ?? []),
      ],
    };
  }

  #keyOf(recipient: Recipient): KeyedRow | undefined {
    this.#counts.rows += 1;
    this.#unmet.look(recipient);
    if (!this.#walk.renderer.matches(recipient)) {
      this.#counts.removed.filtered += 1;
      return undefined;
    }
    const result = this.#walk.renderer.key(recipient);
    if (result.kind === 'key') {
      this.#asked.look(recipient);
      return { recipient, key: result.key, formerKey: result.formerKey };
    }
    this.#counts.removed.invalid += 1;
    this.#findings.add(recipient, result.problem);
    return undefined;
  }

  // The first valid row of a key wins: a row that turns out invalid or short leaves the key to a later one.
  #decideRow(row: KeyedRow, known: Known): ToSend | undefined {
    const { campaign } = this.#walk;
    const { recipient, key } = row;
    if (this.#seen.has(key)) {
      this.#counts.removed.duplicate += 1;
      return undefined;
    }
    if (!needsPayload(known, campaign.resend)) {
      this.#take(row);
      const decision = decide(known, campaign.resend, undefined);
      this.#count(decision);
      this.#walk.watch?.({ recipient, key, decision: decision.kind, payload: undefined });
      return undefined;
    }
    const copy = this.#render(recipient);
    if (copy === undefined) return undefined;
    const { payload } = copy;
    this.#take(row);
    const digest = digestNotification(campaign.id, key, payload);
    const digests = known.kind === 'unknown' ? undefined : digestsOf(campaign.id, row, copy, digest);
    const decision = decide(known, campaign.resend, digests);
    this.#count(decision);
    this.#walk.watch?.({ recipient, key, decision: decision.kind, payload });
    if (decision.kind !== 'send' && decision.kind !== 'resend') return undefined;
    this.#samples.consider(recipient, copy);
    this.#audit?.look(recipient.row, copy);
    this.#bounds.look(copy.row);
    this.#notes.look(recipient.row, copy.printed.notes);
    return { key, digest, generation: decision.generation, row: recipient.row, payload };
  }

  #take({ recipient, key }: KeyedRow): void {
    this.#seen.add(key);
    this.#shared.look(recipient, this.#walk.renderer.identities(recipient));
  }

  #render(recipient: Recipient): RenderedCopy | undefined {
    const result = this.#walk.renderer.render(recipient);
    switch (result.kind) {
      case 'notification':
        return result;
      case 'short':
        this.#counts.removed.short += 1;
        return undefined;
      case 'invalid':
        this.#counts.removed.invalid += 1;
        this.#findings.add(recipient, result.problem);
        return undefined;
    }
  }

  #count(decision: Decision): void {
    this.#counts[decision.kind] += 1;
    if (decision.kind === 'settled' && decision.earlier) this.#counts.settled_earlier += 1;
  }
}

function digestsOf(campaign: string, { key, formerKey }: NotificationKey, copy: RenderedCopy, digest: string): Digests {
  const { payload, formerPayload } = copy;
  const same = shortDigest(digest);
  if (formerKey === undefined && formerPayload === undefined) return { same: [same] };
  const before = shortDigest(digestNotification(campaign, formerKey ?? key, formerPayload ?? payload));
  return formerPayload === undefined ? { same: [same, before] } : { same: [same], rewritten: before };
}
