// Gathers row by row everything that a plan reports about a campaign. Merging the folds of several parts of an audience, in order, gives the folds of
// the whole. Their states are plain data, so that other threads can hand them over.
import type { Campaign } from '../campaign/campaign.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CampaignPlan } from '../generated/plan.ts';
import { AskedColumns } from '../message/templates/asked-columns.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import { ArmCounts } from './arm-counts.ts';
import { isPlanned } from './decide.ts';
import { Bounds } from './bounds.ts';
import { LocaleCoverage } from './locale-coverage.ts';
import { CopyAudit, type CopyPolicy } from './copy/copy-audit.ts';
import type { DecidedRow, KeyedRow } from './selection/judge-row.ts';
import { ListCounts } from './selection/list-counts.ts';
import { PrintedNotes } from './printed-notes.ts';
import { RolloutCounts, type CountedStep, type StepTimes } from './rollout-counts.ts';
import { RowCounts } from './selection/row-counts.ts';
import { RowFindings, standsInLines } from './selection/row-findings.ts';
import { Samples } from './samples.ts';
import type { LeftOut } from './selection/selection.ts';
import { SharedIdentifiers } from './selection/shared-identifiers.ts';
import { Timetable, type DueTime } from './selection/timetable.ts';
import { UnmetFilter } from './selection/unmet-filter.ts';

export interface CampaignResult {
  readonly counts: CampaignPlan['counts'];
  /** The number of rows that each list leaves out, by its name. Lists that leave nobody out are not included. */
  readonly listed: ReadonlyMap<string, number>;
  readonly samples: CampaignPlan['samples'];
  readonly audit: CampaignPlan['audit'];
  /** Set only if the campaign has arms. */
  readonly arms?: CampaignPlan['arms'];
  /** The number of people in each arm, including those already sent to. */
  readonly armPeople?: readonly number[];
  /** Set only if there is a rollout. */
  readonly steps?: readonly CountedStep[];
  readonly stepTimes?: readonly StepTimes[];
  /** Set only if the campaign has languages. */
  readonly locales?: CampaignPlan['locales'];
  readonly bounds: NonNullable<CampaignPlan['bounds']>;
  /** How many of the notifications are deferred, and until when. */
  readonly timetable: readonly DueTime[];
  /** Warnings about rows and copy, errors if the policy lets the copy block the plan, and the faults. */
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in the campaign that only its rows reveal. */
  readonly faults: readonly Diagnostic[];
}

export type FoldsState = ReturnType<CampaignFolds['state']>;

export class CampaignFolds {
  readonly #campaign: Campaign;
  readonly #renderer: Renderer;
  readonly #policy: CopyPolicy | undefined;
  readonly #counts = new RowCounts();
  readonly #lists = new ListCounts();
  readonly #findings = new RowFindings();
  readonly #shared = new SharedIdentifiers();
  readonly #samples: Samples;
  readonly #notes = new PrintedNotes();
  readonly #timetable = new Timetable();
  readonly #locales = new LocaleCoverage();
  readonly #arms = new ArmCounts();
  readonly #steps = new RolloutCounts();
  readonly #unmet: UnmetFilter;
  readonly #asked: AskedColumns;
  readonly #bounds: Bounds;
  readonly #audit: CopyAudit | undefined;

  /** Audits the copy of everything to be sent by the levels of `policy`. Without a policy, no copy is audited. */
  constructor(campaign: Campaign, renderer: Renderer, policy: CopyPolicy | undefined, samples = new Samples()) {
    this.#campaign = campaign;
    this.#renderer = renderer;
    this.#policy = policy;
    this.#samples = samples;
    this.#unmet = new UnmetFilter(campaign);
    this.#asked = new AskedColumns(renderer.asked);
    this.#bounds = new Bounds(renderer.figures);
    this.#audit = policy && new CopyAudit(campaign, policy);
  }

  /** Returns folds for later rows, which will be merged into the same folds as these. */
  next(): CampaignFolds {
    return new CampaignFolds(this.#campaign, this.#renderer, this.#policy, this.#samples.next());
  }

  /** Called once for each row, in the order of the file. */
  lookAtRead(recipient: Recipient, row: KeyedRow | LeftOut): void {
    this.#unmet.look(recipient);
    if (row.kind === 'left_out') this.#leaveOut(recipient, row);
    else this.#asked.look(recipient);
  }

  /** Called once for each row that was not left out before, in the order of the file. */
  lookAtDecided(recipient: Recipient, row: DecidedRow | LeftOut): void {
    if (row.kind === 'left_out') {
      this.#leaveOut(recipient, row);
      return;
    }
    const { decision, rendered, identities, arm, arms, step } = row;
    this.#counts.look(row);
    this.#arms.lookAtPerson(arm, arms);
    this.#shared.look(recipient, identities);
    if (rendered === undefined || !isPlanned(decision)) return;
    const { copy, bytes } = rendered;
    this.#samples.look(recipient, copy);
    this.#audit?.look(recipient.row, copy, bytes);
    this.#bounds.look(copy.row);
    this.#notes.look(recipient.row, copy.printed.notes);
    const isDeferred = decision.kind === 'deferred';
    this.#locales.look(copy, isDeferred);
    this.#arms.look(arm, isDeferred, arms);
    this.#steps.look(step, isDeferred ? decision.until : undefined);
    if (isDeferred) this.#timetable.look(decision.until, decision.zone);
  }

  /** The counts of the rows so far. */
  get counts(): CampaignPlan['counts'] {
    return this.#counts.list();
  }

  state() {
    return {
      counts: this.#counts.state(),
      lists: this.#lists.list(),
      findings: this.#findings.state(),
      shared: this.#shared.state(),
      samples: this.#samples.state(),
      notes: this.#notes.state(),
      timetable: this.#timetable.state(),
      locales: this.#locales.state(),
      arms: this.#arms.state(),
      steps: this.#steps.state(),
      unmet: this.#unmet.state(),
      asked: this.#asked.state(),
      bounds: this.#bounds.state(),
      audit: this.#audit?.state(),
    };
  }

  /** `other` must hold the rows that come next, of the same campaign. */
  merge(other: FoldsState): void {
    this.#counts.merge(other.counts);
    this.#lists.merge(other.lists);
    this.#findings.merge(other.findings);
    this.#shared.merge(other.shared);
    this.#samples.merge(other.samples);
    this.#notes.merge(other.notes);
    this.#timetable.merge(other.timetable);
    this.#locales.merge(other.locales);
    this.#arms.merge(other.arms);
    this.#steps.merge(other.steps);
    this.#unmet.merge(other.unmet);
    this.#asked.merge(other.asked);
    this.#bounds.merge(other.bounds);
    if (other.audit !== undefined) this.#audit?.merge(other.audit);
  }

  /** `isWhole` says whether all rows of the audience were seen. Otherwise nothing can be said about its columns. */
  result(isWhole: boolean): CampaignResult {
    const { audience } = this.#campaign;
    const { file } = audience;
    const hasLines = standsInLines(audience);
    const notes = Object.groupBy(this.#notes.list(this.#campaign), ({ severity }) => severity);
    const faults = [...(isWhole ? this.#asked.list() : []), ...(notes.error ?? [])];
    const samples = this.#samples;
    const renderer = this.#renderer;
    const names = this.#campaign.assignment?.arms.map(({ name }) => name);
    return {
      counts: this.#counts.list(),
      listed: this.#lists.list(),
      // Made on access, because no samples are shown of rows that are only checked.
      get samples() {
        return samples.list(renderer, names);
      },
      audit: this.#audit?.findings() ?? [],
      ...this.#tellOfWords(),
      bounds: this.#bounds.list(),
      timetable: this.#timetable.list(),
      faults,
      diagnostics: [
        ...faults,
        ...(isWhole ? this.#unmet.list() : []),
        ...this.#findings.list(file, hasLines),
        ...this.#shared.list(file, hasLines),
        ...this.#arms.diagnostics(this.#campaign),
        ...(notes.warning ?? []),
        ...(this.#audit?.diagnostics() ?? []),
      ],
    };
  }

  #tellOfWords(): Pick<CampaignResult, 'arms' | 'armPeople' | 'steps' | 'stepTimes' | 'locales'> {
    const { languages, assignment } = this.#campaign;
    const { arms = [], rollout } = assignment ?? {};
    return {
      ...(arms.length > 0 && { arms: this.#arms.list(arms), armPeople: this.#arms.people(arms) }),
      ...(rollout && { steps: this.#steps.list(rollout), stepTimes: this.#steps.times(rollout) }),
      ...(languages && { locales: this.#locales.list(languages) }),
    };
  }

  #leaveOut(recipient: Recipient, row: LeftOut): void {
    this.#counts.look(row);
    this.#lists.look(row);
    if (row.problem !== undefined) {
      this.#findings.look(recipient, row.problem);
      this.#locales.lookAtInvalid(row.problem);
    }
  }
}
