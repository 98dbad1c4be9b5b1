// Explains why a query gave no rows, with the place in its file and without data of a row.
import { countOf } from '../../numbers.ts';
import type { Position } from '../../diagnostic.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { QueryFailure } from './run-query.ts';

export interface QueryPlace {
  /** The file of its text, relative to the workspace. */
  readonly file: string;
  /** The place of `params`, or where it would be. */
  readonly params: Position;
  /** The files that the query may read. */
  readonly staged: readonly string[];
}

type Fault = QueryFailure['fault'];

/** A message and its place. */
export interface Said {
  readonly message: string;
  readonly help: string;
  readonly at?: Position;
}

/** Exit 3 for a fault of the query, 1 for a failure of its process. */
export function explainQuery({ fault }: QueryFailure, place: QueryPlace): Refusal {
  const { message, help, at } = sayOfText(fault, place) ?? sayOfResult(fault) ?? sayOfProcess(fault);
  const code = fault.kind === 'ended' ? exitCodes.unexpected : exitCodes.invalidInput;
  return new Refusal(code, [errorAt(at ?? { file: place.file, line: 1, column: 1 }, 'PP266', message, help)]);
}

function sayOfText(fault: Fault, { file, params, staged }: QueryPlace): Said | undefined {
  switch (fault.kind) {
    case 'several_statements':
      return {
        message: `the query has ${fault.count === 0 ? 'no statement' : countOf(fault.count, 'statement')}, and must be one SELECT`,
        help: 'Write one SELECT, with WITH before it if it needs steps. A PIVOT names its values: PIVOT ... ON column IN (...).',
      };
    case 'not_select':
      return {
        message: 'the query is not one SELECT',
        help: 'It may read and not write: write one SELECT, and nothing else.',
      };
    case 'params':
      return { ...sayOfParams(fault), at: params };
    case 'engine': {
      const { what, message = `${what} error (not shown: it may quote a row)`, line = 1, column = 1 } = fault;
      const names = staged.length === 0 ? 'none' : staged.slice(0, 20).join(', ');
      const help = `Files that it can read: ${names}.`;
      return { message: `the query cannot be run: ${message}`, help, at: { file, line, column } };
    }
    default:
      return undefined;
  }
}

export function sayOfParams({ missing, unused }: Pick<Extract<Fault, { kind: 'params' }>, 'missing' | 'unused'>): Said {
  const unnamed = missing.find((name) => /^\d/v.test(name));
  if (unnamed !== undefined) {
    const message = `the query has $${unnamed}${unnamed === '1' ? ' or ?' : ''}, a parameter without a name`;
    return { message, help: 'Give it one: $since in the query, and since in audience.params.' };
  }
  if (missing.length > 0) {
    const message = `the query has $${missing.join(', $')}, and audience.params has no such value`;
    return { message, help: 'Add it to audience.params.' };
  }
  const message = `audience.params has ${unused.join(', ')}, and the query has no such parameter`;
  return { message, help: `Write it as $${unused[0]} in the query, or leave it out.` };
}

/** Returns undefined for a fault that does not concern the result. */
export function sayOfResult(fault: Fault): Said | undefined {
  switch (fault.kind) {
    case 'duplicate_column':
      return {
        message: `two columns of the result are called ${JSON.stringify(fault.column)}`,
        help: 'Give one of them another name with AS.',
      };
    case 'no_text_form':
      return {
        message: `the column ${JSON.stringify(fault.column)} is of type ${fault.type}, which has no form in text`,
        help: 'Cast it in the query, such as column::VARCHAR.',
      };
    case 'not_finite':
      return {
        message: `row ${fault.row} of the result has NaN, infinity or a date without a form in text in the column ${JSON.stringify(fault.column)}`,
        help: 'Make it NULL in the query, such as with nullif or CASE.',
      };
    default:
      return undefined;
  }
}

function sayOfProcess({ kind }: Fault): Said {
  return kind === 'took_too_long'
    ? {
        message: 'the query took longer than 10 minutes',
        help: 'Make it do less, or make a table of its first steps in the warehouse.',
      }
    : {
        message: 'the process of the query ended without an answer',
        help: 'It may have been out of memory. Try again, or let the query read less.',
      };
}
