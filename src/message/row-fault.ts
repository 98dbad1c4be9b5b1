// The error for what is wrong with one row. It passes through Handlebars' code and is caught where the row is rendered.
import type { RuleCode } from '../diagnostic.ts';

/** Never leaves this folder: the renderer turns it into a RowProblem. The message contains no value of the row. */
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
