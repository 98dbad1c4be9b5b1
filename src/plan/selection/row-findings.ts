// Groups the invalid rows of an audience by problem: one finding for each problem, with the first lines, so that there are never a million findings.
import { formatCount } from '../../numbers.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { CampaignAudience } from '../../campaign/campaign.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { RowProblem } from '../../message/renderer.ts';

export const namedRows = 5;
const shownProblems = 50;

/** Editors and spreadsheets count lines, including the header. In JSON, many rows may be on one line. */
type RowPlace = Pick<Recipient, 'row' | 'line'>;

interface Finding {
  readonly problem: RowProblem;
  readonly rows: RowPlace[];
  count: number;
}

/**
 * Its memory grows with the number of different problems. It is limited by the campaign's fields and ways to fail, because no problem contains a
 * value.
 */
export class RowFindings {
  readonly #findings = new Map<string, Finding>();

  /** Called once for each invalid row, in the order of the file. */
  look({ row, line }: Recipient, problem: RowProblem): void {
    this.#add({ problem, rows: [{ row, line }], count: 1 });
  }

  state() {
    return [...this.#findings.values()];
  }

  /** `other` must hold the rows that come next. */
  merge(other: ReturnType<RowFindings['state']>): void {
    for (const finding of other) this.#add(finding);
  }

  /**
   * Returns warnings, because the guard decides whether invalid rows block the plan. If the file has lines, the place is that of the first such row.
   */
  list(file: string, hasLines = true): Diagnostic[] {
    const all = [...this.#findings.values()];
    const findings = all
      .slice(0, shownProblems)
      .map((finding) =>
        warningAt(
          { file, line: (hasLines ? finding.rows[0]?.line : undefined) ?? 1, column: 1 },
          finding.problem.code,
          `${finding.problem.path}: ${finding.problem.message} (${namePlaces(finding, hasLines)})`,
          [finding.count === 1 ? 'This row is left out.' : 'These rows are left out.', finding.problem.help ?? '']
            .join(' ')
            .trim(),
        ),
      );
    const others = all.slice(shownProblems).reduce((sum, { count }) => sum + count, 0);
    if (others === 0) return findings;
    const [message, help] =
      others === 1
        ? ['1 more row is invalid, in another way', 'It is left out.']
        : [`${formatCount(others)} more rows are invalid, in other ways`, 'These rows are left out.'];
    return [...findings, warningAt({ file, line: 1, column: 1 }, 'PP222', message, help)];
  }

  #add({ problem, rows, count }: Finding): void {
    const id = `${problem.code} ${problem.path} ${problem.message}`;
    const known = this.#findings.get(id);
    if (known === undefined) {
      this.#findings.set(id, { problem, rows: [...rows], count });
      return;
    }
    known.count += count;
    known.rows.push(...rows.slice(0, namedRows - known.rows.length));
  }
}

/** Whether rows are in lines that somebody can look up. The result of a query is in no file of the workspace, and Parquet has no lines. */
export function standsInLines({ file, query }: CampaignAudience): boolean {
  return query === undefined && !/\.parquet$/i.test(file);
}

function namePlaces({ rows, count }: Finding, hasLines: boolean): string {
  const lines = rows.map(({ line }) => line);
  if (!hasLines || new Set(lines).size < lines.length)
    return nameRows(
      rows.map(({ row }) => row),
      count,
    );
  return nameNumbers('line', lines, count);
}

/** "rows 1, 2 and 3 more". `rows` are the first of `count` rows. */
export function nameRows(rows: readonly number[], count: number): string {
  return nameNumbers('row', rows, count);
}

function nameNumbers(what: string, numbers: readonly number[], count: number): string {
  const named = numbers.map(formatCount).join(', ');
  const more = count - numbers.length;
  if (more > 0) return `${what}s ${named} and ${formatCount(more)} more`;
  return `${count === 1 ? what : `${what}s`} ${named}`;
}
