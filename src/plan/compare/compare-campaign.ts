// Compares one campaign with its version in the base: who joins, who leaves, and whose notification changes.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Change, Comparison } from '../../generated/plan.ts';
import { cellOf, type Recipient } from '../../message/recipient.ts';
import type { Renderer } from '../../message/renderer.ts';
import { PartComparison, type EditedPart } from './compare-partial.ts';
import { CompareTable, digestPayload, hashValue, type Traces } from './compare-table.ts';
import type { CampaignResult } from '../campaign-folds.ts';
import type { SeenRow } from '../plan-block.ts';

type Counts = CampaignResult['counts'];

/** What each recipient of the base would get, stored as numbers. `watch` receives the rows of the base. */
export class BaseRecipients {
  readonly columns: readonly string[];
  readonly table: CompareTable;
  readonly #renderer: Renderer;

  /** `columns` are the columns that templates read and both sides have. */
  constructor(renderer: Renderer, columns: readonly string[]) {
    this.columns = columns;
    this.table = new CompareTable(columns.length);
    this.#renderer = renderer;
  }

  watch(row: SeenRow): void {
    this.table.add(row.key, traceRow(row.recipient, payloadOf(row, this.#renderer), this.columns));
  }
}

export interface BaseOutcome {
  readonly recipients: BaseRecipients;
  readonly counts: Counts;
}

/** The present side of a campaign that the base has too. */
export interface ComparedSide {
  readonly campaign: Campaign;
  /** A separate renderer, not the one that plans. Otherwise its renderings would count in the plan. */
  readonly renderer: Renderer;
  /** The differences in the campaign file. */
  readonly edits: readonly Change[];
  /** The edited partials and tables. */
  readonly parts: readonly EditedPart[];
  /** Whether the bytes of the audience differ. Known only after it has been read. */
  readonly hasOtherRows: () => boolean;
}

export interface ComparedCampaign {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
}

/** `watch` receives the rows of the present side. */
export class CampaignComparison {
  readonly #base: BaseOutcome;
  readonly #side: ComparedSide;
  readonly #parts: readonly PartComparison[];
  readonly #columns: number[];
  #joins = 0;
  #stays = 0;
  #changed = 0;

  constructor(base: BaseOutcome, side: ComparedSide) {
    this.#base = base;
    this.#side = side;
    this.#parts = side.parts.map((edited) => new PartComparison(side.campaign, side.renderer, edited));
    this.#columns = base.recipients.columns.map(() => 0);
  }

  watch(row: SeenRow): void {
    const { table, columns } = this.#base.recipients;
    const at = table.find(row.key);
    if (at === undefined) {
      this.#joins += 1;
      return;
    }
    this.#stays += 1;
    const payload = payloadOf(row, this.#side.renderer);
    if (table.hasDigest(at, digestPayload(payload))) return;
    this.#changed += 1;
    for (const [index, column] of columns.entries()) {
      if (table.hasColumn(at, index, hashValue(cellOf(row.recipient, column)))) continue;
      this.#columns[index] = (this.#columns[index] ?? 0) + 1;
    }
    if (payload !== undefined) for (const part of this.#parts) part.look(row, payload);
  }

  /** `counts` are those of the present side. */
  finish(counts: Counts): ComparedCampaign {
    const before = this.#base.counts;
    const joins = this.#joins;
    const leaves = this.#base.recipients.table.size - this.#stays;
    const changes = [
      ...this.#side.edits,
      ...this.#parts.flatMap((part) => part.changes()),
      ...this.#columnChanges(),
      ...(joins + leaves > 0 && this.#side.hasOtherRows() ? [this.#rowsChange(counts)] : []),
    ];
    const moved = joins + leaves + this.#changed > 0 || counts.send !== before.send || counts.resend !== before.resend;
    const comparison: Comparison = {
      status: moved || changes.length > 0 ? 'changed' : 'unchanged',
      joins,
      leaves,
      stays: this.#stays,
      changed: this.#changed,
      send_before: before.send,
      resend_before: before.resend,
    };
    return { comparison, changes };
  }

  #columnChanges(): Change[] {
    const { file } = this.#side.campaign.audience;
    return this.#base.recipients.columns.flatMap((name, index): Change[] => {
      const recipients = this.#columns[index] ?? 0;
      if (recipients === 0) return [];
      const cause = { kind: 'column' as const, name, file, line: null };
      return [{ path: `audience.${name}`, before: null, after: null, recipients, cause }];
    });
  }

  /** If the number of rows is the same although the rows differ, the number is left out because it says nothing. */
  #rowsChange(counts: Counts): Change {
    const { file } = this.#side.campaign.audience;
    const cause = { kind: 'audience' as const, name: file, file, line: null };
    const [before, after] = [this.#base.counts.rows, counts.rows];
    const figures = before === after ? { before: null, after: null } : { before, after };
    return { path: 'audience.rows', ...figures, recipients: null, cause };
  }
}

/** The result for a campaign that is the same on both sides, or that the base does not have: no rows are compared. */
export function compareNothing(status: 'new' | 'unchanged' | 'unknown', counts: Counts): ComparedCampaign {
  const { send, resend, retry, deferred, settled, in_doubt: inDoubt } = counts;
  const all = send + resend + retry + deferred + settled + inDoubt;
  const same = status === 'unchanged';
  const comparison: Comparison = {
    status,
    joins: status === 'new' ? all : 0,
    leaves: 0,
    stays: same ? all : 0,
    changed: 0,
    send_before: same ? send : 0,
    resend_before: same ? resend : 0,
  };
  return { comparison, changes: [] };
}

function traceRow(recipient: Recipient, payload: string | undefined, columns: readonly string[]): Traces {
  return { digest: digestPayload(payload), columns: columns.map((column) => hashValue(cellOf(recipient, column))) };
}

/** Also renders settled rows, which a plan does not render. */
function payloadOf({ recipient, payload, arm }: SeenRow, renderer: Renderer): string | undefined {
  if (payload !== undefined) return payload;
  const result = renderer.render(recipient, undefined, arm);
  return result.kind === 'notification' ? result.payload : undefined;
}
