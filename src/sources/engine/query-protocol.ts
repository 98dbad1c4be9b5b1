// What the process of a query is asked and says. Nothing of a row is in what it says, since that is printed.
import type { AudienceQuery, ColumnType } from '../../campaign/campaign.ts';

/** One line of JSON on its standard input, which stays open: when it is closed, the process ends. */
export interface QueryRequest {
  readonly text: string;
  readonly params: AudienceQuery['params'];
  /** Absolute. What does not fit into memory goes there; SQL cannot read it. */
  readonly spill: string;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** JSON on its fourth pipe. Rows are NDJSON on its standard output, and complete only where it says `done`. */
export type QueryReport =
  | { readonly kind: 'done'; readonly columns: readonly ResultColumn[] }
  | { readonly kind: 'fault'; readonly fault: QueryFault };

export type QueryFault =
  | { readonly kind: 'several_statements'; readonly count: number }
  | { readonly kind: 'not_select' }
  /** Names of parameters that the text has and `params` has not, and the other way round. */
  | { readonly kind: 'params'; readonly missing: readonly string[]; readonly unused: readonly string[] }
  | { readonly kind: 'duplicate_column'; readonly column: string }
  | { readonly kind: 'no_text_form'; readonly column: string; readonly type: string }
  /** Infinity, or no number at all. `row` counts from 1. */
  | { readonly kind: 'not_finite'; readonly column: string; readonly row: number }
  /** `what` is the engine's word for the kind of error; `message` is absent where it may hold data. Lines and columns count from 1. */
  | {
      readonly kind: 'engine';
      readonly what: string;
      readonly message?: string;
      readonly line?: number;
      readonly column?: number;
    };
