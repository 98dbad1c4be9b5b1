// The invalid rows of an audience, gathered by what is wrong with them: one finding a problem with row numbers, never a million findings.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { RowProblem } from '../message/renderer.ts';

const namedRows = 5;
const keptProblems = 50;

interface Finding {
  readonly problem: RowProblem;
  readonly line: number;
  readonly rows: number[];
  count: number;
}

export class RowFindings {
  readonly #findings = new Map<string, Finding>();
  #others = 0;

  add(recipient: Recipient, problem: RowProblem): void {
    const id = `${problem.code} ${problem.path} ${problem.message}`;
    const known = this.#findings.get(id);
    if (known) {
      known.count += 1;
      if (known.rows.length < namedRows) known.rows.push(recipient.row);
    } else if (this.#findings.size < keptProblems) {
      this.#findings.set(id, { problem, line: recipient.line, rows: [recipient.row], count: 1 });
    } else {
      this.#others += 1;
    }
  }

  /** Warnings, since it is the guard that decides whether invalid rows block the plan. The place is that of the first such row. */
  list(file: string): Diagnostic[] {
    const findings = [...this.#findings.values()].map((finding) =>
      warningAt(
        { file, line: finding.line, column: 1 },
        finding.problem.code,
        `${finding.problem.path}: ${finding.problem.message} (${nameRows(finding.rows, finding.count)})`,
        [finding.count === 1 ? 'This row is left out.' : 'These rows are left out.', finding.problem.help ?? '']
          .join(' ')
          .trim(),
      ),
    );
    if (this.#others === 0) return findings;
    const message = `${this.#others} more rows are invalid, each in another way`;
    return [...findings, warningAt({ file, line: 1, column: 1 }, 'PP222', message, 'These rows are left out.')];
  }
}

/** "rows 1, 2 and 3 more": `rows` are the first of so many. */
export function nameRows(rows: readonly number[], count: number): string {
  const named = rows.map((row) => row.toLocaleString('en')).join(', ');
  const more = count - rows.length;
  if (more > 0) return `rows ${named} and ${more.toLocaleString('en')} more`;
  return `${count === 1 ? 'row' : 'rows'} ${named}`;
}
