// A row fault: what is wrong with one row, thrown through Handlebars' code and caught where the row is rendered.
import type { RuleCode } from '../diagnostic.ts';

/** Never leaves this room: the renderer turns it into a RowProblem. The message holds no value of the row. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly code: RuleCode;
  readonly help: string | undefined;

  constructor(code: RuleCode, message: string, help?: string) {
    super(message);
    this.code = code;
    this.help = help;
  }
}
