// The copy audit checks every notification to be sent, whereas a reviewer sees only a few samples. It reports counts and row numbers, never people.
import { formatCount } from '../../numbers.ts';
import { Buffer } from 'node:buffer';
import { showShare } from '../../campaign/limit.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { AuditFinding } from '../../generated/plan.ts';
import { copyChecks, type Check, type Copy, type Look, type Tell } from './copy-checks.ts';
import { copyRules } from './copy-rules.ts';
import { findSuspects } from './copy-suspects.ts';
import { CopyTally } from './copy-tally.ts';
import { originInPolicy, type GuardPolicy } from '../guards/guard-measure.ts';

/** off: not checked. info: listed in the plan. warn: also a warning. error: blocks the plan. */
type Level = 'off' | AuditFinding['level'];

export interface CopyPolicy extends GuardPolicy {
  readonly copy: Readonly<Record<Check, Level>>;
}

interface Audited {
  readonly check: Check;
  readonly level: AuditFinding['level'];
  /** One for each variant. */
  readonly looks: readonly Look[];
  readonly tell: Tell;
  readonly tallies: Map<string | null, CopyTally>;
}

/** A finding with the field of its worst case, as a path from the root of the campaign file. */
interface PlacedFinding {
  readonly finding: AuditFinding;
  readonly path: readonly string[];
}

export class CopyAudit {
  readonly #campaign: Campaign;
  readonly #policy: CopyPolicy;
  readonly #audited: readonly Audited[];
  #row = 0;
  #locale: string | undefined;
  #of = 0;

  constructor(campaign: Campaign, policy: CopyPolicy) {
    this.#campaign = campaign;
    this.#policy = policy;
    this.#audited = copyChecks.flatMap(({ check, prepare }) => {
      const level = policy.copy[check];
      if (level === 'off') return [];
      const looks = campaign.variants.map(({ notification }) => prepare(notification));
      return [this.#begin(check, level, looks)];
    });
  }

  /** Called once for each notification to be sent, in the order of the file. `bytes` is the size of its payload, if known. */
  look(row: number, { payload, printed, variant, locale }: Copy, bytes = Buffer.byteLength(payload)): void {
    this.#row = row;
    this.#locale = locale?.tag;
    this.#of += 1;
    const audited = { payload, printed, variant, bytes, suspects: findSuspects(printed) };
    for (const { looks, tell } of this.#audited) looks[variant]?.(audited, tell);
  }

  state() {
    const audited = this.#audited.map(({ tallies }) =>
      Array.from(tallies, ([surface, tally]) => ({ surface, tally: tally.state() })),
    );
    return { row: this.#row, of: this.#of, audited };
  }

  /** `other` must hold the rows that come next, of the same campaign under the same policy. */
  merge({ row, of, audited }: ReturnType<CopyAudit['state']>): void {
    this.#row = row;
    this.#of += of;
    for (const [index, { tallies }] of this.#audited.entries()) {
      for (const { surface, tally } of audited[index] ?? []) tallyOf(tallies, surface).merge(tally);
    }
  }

  /** The findings by check, in the order of `copyChecks`, then by surface. */
  findings(): AuditFinding[] {
    return this.#list().map(({ finding }) => finding);
  }

  #list(): readonly PlacedFinding[] {
    return this.#audited.flatMap(({ check, level, tallies }) =>
      Array.from(tallies)
        .toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
        .flatMap(([surface, tally]) => this.#describe({ check, level, surface }, tally)),
    );
  }

  /** The findings that somebody has to act on, located at the campaign's fields. */
  diagnostics(): Diagnostic[] {
    return this.#list().flatMap((placed) => (placed.finding.level === 'info' ? [] : [this.#explain(placed)]));
  }

  #begin(check: Check, level: AuditFinding['level'], looks: readonly Look[]): Audited {
    const tallies = new Map<string | null, CopyTally>();
    const tell: Tell = (surface, measure, what = '', field) => {
      tallyOf(tallies, surface).add({ row: this.#row, measure, what, field, locale: this.#locale });
    };
    return { check, level, looks, tell, tallies };
  }

  #describe(found: Pick<AuditFinding, 'check' | 'level' | 'surface'>, tally: CopyTally): readonly PlacedFinding[] {
    const { count, worst, differs } = tally;
    if (worst === undefined) return [];
    // If all notifications are affected equally, naming a single row would be misleading.
    const alike = count === this.#of && count > 1 && !differs;
    const { details, fieldOf } = copyRules[found.check];
    const detail = details(worst, found.surface);
    const finding = { ...found, count, of: this.#of, worst_row: alike ? null : worst.row, detail, ...localesOf(tally) };
    return [{ finding, path: worst.field?.split('.') ?? fieldOf(found.surface) }];
  }

  #explain({ finding, path }: PlacedFinding): Diagnostic {
    const { check, surface, level, count, of, worst_row: row, detail } = finding;
    const { code, says, help } = copyRules[check];
    const worst = row === null ? '' : `, worst in row ${formatCount(row)}`;
    const message = `${says(surface)} for ${showCount(count, of)}${worst}: ${detail}`;
    const at = locateIn(this.#campaign, path);
    if (level !== 'error') return warningAt(at, code, message, help);
    const { at: set, whoChanges } = originInPolicy(this.#policy, ['copy', check]);
    return errorAt(at, code, message, `${help} copy.${check} is error at ${set.file}:${set.line}; ${whoChanges}.`);
  }
}

function localesOf({ locales }: CopyTally): Pick<AuditFinding, 'locales'> {
  const sorted = locales.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return sorted.length === 0 ? {} : { locales: Object.fromEntries(sorted) };
}

function tallyOf(tallies: Audited['tallies'], surface: string | null): CopyTally {
  const known = tallies.get(surface);
  if (known !== undefined) return known;
  const tally = new CopyTally();
  tallies.set(surface, tally);
  return tally;
}

/** "3,112 of 41,230 (7.5%)". Shares are rounded down, so that only all is 100%. */
function showCount(count: number, of: number): string {
  if (count === of && of > 1) return `all ${formatCount(of)}`;
  const thousandths = Math.floor((count * 1000) / of);
  const share = thousandths === 0 ? 'under 0.1%' : showShare(thousandths / 1000);
  return `${formatCount(count)} of ${formatCount(of)} (${share})`;
}
