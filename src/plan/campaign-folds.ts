// All that a plan says of a campaign's rows, gathered row by row. Folds of the parts of an audience, merged in order, are those of the whole:
// their states are plain data, which other threads can hand over.
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
  /** Rows that each list leaves out, by its name; one that leaves nobody out is not in it. */
  readonly listed: ReadonlyMap<string, number>;
  readonly samples: CampaignPlan['samples'];
  readonly audit: CampaignPlan['audit'];
  /** Only where there are any. */
  readonly arms?: CampaignPlan['arms'];
  /** A count for each arm, people who were sent to before included. */
  readonly armPeople?: readonly number[];
  /** Only where there is a rollout. */
  readonly steps?: readonly CountedStep[];
  readonly stepTimes?: readonly StepTimes[];
  /** Only where the campaign says something of languages. */
  readonly locales?: CampaignPlan['locales'];
  readonly bounds: NonNullable<CampaignPlan['bounds']>;
  /** How many of those that will be sent are put off, and until when. */
  readonly timetable: readonly DueTime[];
  /** Warnings about rows and copy, errors where the policy has the copy block the plan, and the faults. */
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in what the campaign says that only its rows show. */
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

  /** The copy of all that will be sent is audited by the levels of `policy`; it is not when there is none. */
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

  /** For later rows, where these and those are merged into the same. */
  next(): CampaignFolds {
    return new CampaignFolds(this.#campaign, this.#renderer, this.#policy, this.#samples.next());
  }

  /** Once for each row, in file order. */
  lookAtRead(recipient: Recipient, row: KeyedRow | LeftOut): void {
    this.#unmet.look(recipient);
    if (row.kind === 'left_out') this.#leaveOut(recipient, row);
    else this.#asked.look(recipient);
  }

  /** Once for each row that was not left out before, in file order. */
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

  /** Counts of the rows so far. */
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

  /** `other` is of the rows that come next, of the same campaign. */
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

  /** `isWhole` is whether all rows of the audience were seen; without them nothing can be said of its columns. */
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
      // Made when it is asked for: of rows that are only checked no samples are shown.
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
